package holdfast.app.commandbus;

/** A command was not answered in time or its commit broke: it may have taken effect or not. */
public final class OutcomeUnknown extends RuntimeException {

    OutcomeUnknown(String message, Throwable cause) {
        super(message, cause);
    }
}
