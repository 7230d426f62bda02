package holdfast.order.session;

/**
 * A command that a session refuses; besides these, a price can be an {@link holdfast.order.OrderRefusal.InvalidAmount}.
 *
 * <p>Checked and without a stack trace: it is an answer and not an accident.
 */
public abstract sealed class SessionRefusal extends Exception {

    private SessionRefusal(String message) {
        super(message, null, false, false);
    }

    /** The session is over. */
    public static final class InvalidState extends SessionRefusal {
        private final SessionStatus status;

        InvalidState(SessionStatus status, String message) {
            super(message);
            this.status = status;
        }

        public SessionStatus status() {
            return status;
        }
    }

    /** The sender knows another version than the current one. */
    public static final class StaleVersion extends SessionRefusal {
        private final long expected;
        private final long current;

        StaleVersion(long expected, long current) {
            super("Version " + expected + " was expected, the current one is " + current);
            this.expected = expected;
            this.current = current;
        }

        public long expected() {
            return expected;
        }

        public long current() {
            return current;
        }
    }
}
