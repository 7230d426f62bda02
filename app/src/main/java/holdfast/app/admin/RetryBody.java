package holdfast.app.admin;

import holdfast.app.process.Retrial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying a parked event again.
 *
 * @param handled the parked events of its sequence that were handled, in their order
 * @param failed the one that failed, and keeps those behind it waiting
 * @param cause why
 */
record RetryBody(
        String id,
        Outcome outcome,
        List<String> handled,
        @Nullable String failed,
        @Nullable String cause) {

    /** What became of the one that was asked for. */
    enum Outcome {
        HANDLED,
        FAILED,
        /** An earlier one of its sequence failed. */
        WAITING
    }

    static RetryBody of(long id, Retrial retrial) {
        Long failed = retrial.failed();
        return new RetryBody(
                Long.toString(id),
                outcome(id, retrial),
                retrial.handled().stream()
                        .map(handled -> Long.toString(handled))
                        .toList(),
                failed == null ? null : failed.toString(),
                retrial.cause());
    }

    private static Outcome outcome(long id, Retrial retrial) {
        if (retrial.handled().contains(id)) {
            return Outcome.HANDLED;
        }
        Long failed = retrial.failed();
        return failed != null && failed == id ? Outcome.FAILED : Outcome.WAITING;
    }
}
