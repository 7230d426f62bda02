package holdfast.app.audit;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/** Reads events that may be damaged. */
final class Payloads {

    private Payloads() {}

    /** The event; null when it cannot be read. */
    static @Nullable Object of(TrackedEventMessage<?> message) {
        try {
            return message.getPayload() instanceof UnknownSerializedType ? null : message.getPayload();
        } catch (RuntimeException unreadable) {
            return null; // found by its absence, and named
        }
    }
}
