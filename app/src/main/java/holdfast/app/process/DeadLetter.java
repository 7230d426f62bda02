package holdfast.app.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is parked.
 *
 * @param id grows in the order of parking
 * @param sequence such as the order or the tab that it waits in
 * @param type the stored name of the event
 * @param cause why it failed last; null when it only waits behind an earlier one
 * @param attempts how often it was tried
 * @param waitingBehind how many later ones of its sequence wait for it
 */
public record DeadLetter(
        long id,
        String process,
        String sequence,
        long position,
        String aggregateType,
        String aggregateId,
        long version,
        String type,
        @Nullable String cause,
        int attempts,
        Instant parkedAt,
        @Nullable Instant triedAt,
        long waitingBehind) {}
