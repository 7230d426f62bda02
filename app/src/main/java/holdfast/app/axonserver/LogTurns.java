package holdfast.app.axonserver;

import holdfast.app.eventstore.TurnGuard;
import holdfast.app.eventstore.Turns;

/** Lets a turn begin only on what the log has, all of it, and lets its events have the places that they get there. */
final class LogTurns implements TurnGuard {

    private final LogLink link;
    private final LogCatchUp catchUp;
    private final LogPosition position;

    LogTurns(Turns turns, LogLink link, LogCatchUp catchUp, LogPosition position) {
        this.link = link;
        this.catchUp = catchUp;
        this.position = position;
        turns.guard(this);
    }

    @Override
    public void before() {
        link.require();
        try {
            catchUp.run();
        } catch (LogUnavailable e) {
            link.lost(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public void begun() {
        position.number();
    }
}
