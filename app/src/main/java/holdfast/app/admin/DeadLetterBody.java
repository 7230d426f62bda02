package holdfast.app.admin;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import holdfast.app.process.DeadLetter;
import holdfast.app.process.FindDeadLetters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A parked event as the API shows it.
 *
 * @param cause null when it only waits behind an earlier one
 */
record DeadLetterBody(
        String id,
        String process,
        String sequence,
        long position,
        String type,
        String aggregateType,
        String aggregateId,
        long version,
        @Nullable String cause,
        int attempts,
        Instant parkedAt,
        @Nullable Instant triedAt,
        long waitingBehind) {

    static DeadLetterBody of(DeadLetter letter) {
        return new DeadLetterBody(
                Long.toString(letter.id()),
                letter.process(),
                letter.sequence(),
                letter.position(),
                letter.type(),
                letter.aggregateType(),
                letter.aggregateId(),
                letter.version(),
                letter.cause(),
                letter.attempts(),
                letter.parkedAt(),
                letter.triedAt(),
                letter.waitingBehind());
    }

    /**
     * With all that is known of it.
     *
     * @param waitsFor the id of the earlier one that keeps it waiting
     */
    record Whole(
            @JsonUnwrapped DeadLetterBody letter,
            @Nullable String waitsFor,
            @JsonRawValue String data,
            @JsonRawValue String metadata) {

        static Whole of(FindDeadLetters.Whole found) {
            Long waitsFor = found.waitsFor();
            return new Whole(
                    DeadLetterBody.of(found.letter()),
                    waitsFor == null ? null : waitsFor.toString(),
                    found.data(),
                    found.metadata());
        }
    }
}
