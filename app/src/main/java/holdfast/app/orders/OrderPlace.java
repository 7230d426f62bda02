package holdfast.app.orders;

import holdfast.app.api.PageRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Where an order is in every list: by the time of its first event, in microseconds, and the position of that. */
public record OrderPlace(Instant createdAt, long position) {

    private static final int BYTES = 2 * Long.BYTES;

    public String cursor() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        byte[] bytes =
                ByteBuffer.allocate(BYTES).putLong(micros).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A {@code validation-failed} problem for what is no cursor. */
    public static OrderPlace of(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                long micros = buffer.getLong();
                OrderPlace place = new OrderPlace(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), buffer.getLong());
                if (place.isPlausible() && place.cursor().equals(cursor)) {
                    return place;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        throw PageRequest.invalid("cursor", "is not one that was given here");
    }

    private boolean isPlausible() {
        return position > 0 && createdAt.isAfter(Instant.EPOCH) && createdAt.isBefore(LATEST);
    }

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
}
