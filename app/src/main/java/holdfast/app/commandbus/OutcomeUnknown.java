package holdfast.app.commandbus;

import org.jspecify.annotations.Nullable;

/** A command was not answered in time or its commit broke: it may have taken effect or not. */
public final class OutcomeUnknown extends RuntimeException {

    public OutcomeUnknown(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
