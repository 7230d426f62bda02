package holdfast.app.axonserver;

import org.springframework.transaction.CannotCreateTransactionException;

/** The event log cannot be used now; nothing was appended. A turn cannot be had without it, so it is tried once only. */
final class LogUnavailable extends CannotCreateTransactionException {

    private static final long serialVersionUID = 1L;

    LogUnavailable(String message) {
        super(message);
    }

    LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says all in its message and its cause: while the log is away there may be many of them. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
