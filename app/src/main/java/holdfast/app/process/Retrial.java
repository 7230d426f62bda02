package holdfast.app.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying the parked events of a sequence again.
 *
 * @param handled the ids of those that are parked no more, in their order
 * @param failed the id of the one that failed again, and keeps all behind it waiting
 * @param busy whether somebody else was trying them, so that it was left to that one
 */
public record Retrial(
        List<Long> handled, @Nullable Long failed, @Nullable String cause, boolean busy) {}
