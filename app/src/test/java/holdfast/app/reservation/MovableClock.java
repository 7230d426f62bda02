package holdfast.app.reservation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** Shows the time that a test says. */
final class MovableClock extends Clock {

    private final Supplier<Instant> time;

    MovableClock(Supplier<Instant> time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return time.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Always UTC");
    }
}
