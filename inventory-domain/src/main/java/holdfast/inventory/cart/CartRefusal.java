package holdfast.inventory.cart;

import java.time.Duration;

/**
 * A command that the rules refuse.
 *
 * <p>Checked, so that a refusal is told from a failure: it leaves other commands of the same transaction alone. It is
 * an answer and not an accident, so it carries no stack trace.
 */
public abstract sealed class CartRefusal extends Exception {

    private CartRefusal(String message) {
        super(message, null, false, false);
    }

    /** The id is in use for another reservation. */
    public static final class AlreadyExists extends CartRefusal {
        public AlreadyExists(CartId cart) {
            super("Reservation " + cart.id() + " exists with other content");
        }
    }

    /** The status does not allow it. */
    public static final class InvalidState extends CartRefusal {
        private final CartStatus status;

        public InvalidState(CartStatus status, String message) {
            super(message);
            this.status = status;
        }

        public CartStatus status() {
            return status;
        }
    }

    /** The deadline has passed. */
    public static final class Expired extends CartRefusal {
        public Expired() {
            super("The reservation has expired");
        }
    }

    /** The deadline would be too far away. */
    public static final class WindowTooLong extends CartRefusal {
        public WindowTooLong(Duration most) {
            super("The reservation can be extended by " + most + " at most");
        }
    }

    /** The sender knows another version than the current one. */
    public static final class StaleVersion extends CartRefusal {
        private final long expected;
        private final long current;

        public StaleVersion(long expected, long current) {
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
