package holdfast.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A command that the rules refuse.
 *
 * <p>Checked, so that a refusal is told from a failure: it leaves other commands of the same transaction alone. It is
 * an answer and not an accident, so it carries no stack trace.
 */
public abstract sealed class OrderRefusal extends Exception {

    private OrderRefusal(String message) {
        super(message, null, false, false);
    }

    /** The order's status does not allow the command. */
    public static final class InvalidState extends OrderRefusal {
        private final OrderStatus status;

        InvalidState(OrderStatus status, String message) {
            super(message);
            this.status = status;
        }

        public OrderStatus status() {
            return status;
        }
    }

    /** Another payment settled the order before. */
    public static final class AlreadyPaid extends OrderRefusal {
        private final OrderStatus status;

        AlreadyPaid(OrderStatus status) {
            super("The order was already paid or closed by another terminal");
            this.status = status;
        }

        public OrderStatus status() {
            return status;
        }
    }

    /** The payment deadline has passed. */
    public static final class ReservationExpired extends OrderRefusal {
        public ReservationExpired() {
            super("The payment deadline of the order has passed and its stock is free again");
        }
    }

    /** The amount does not fit what is due. */
    public static final class AmountMismatch extends OrderRefusal {
        private final BigDecimal amountDue;

        AmountMismatch(String message, BigDecimal amountDue) {
            super(message);
            this.amountDue = amountDue;
        }

        public BigDecimal amountDue() {
            return amountDue;
        }
    }

    /** More than is left of a payment. */
    public static final class MoreThanRefundable extends OrderRefusal {
        private final BigDecimal refundable;

        MoreThanRefundable(String paymentId, BigDecimal refundable) {
            super("More than the " + refundable + " that is left of payment " + paymentId);
            this.refundable = refundable;
        }

        public BigDecimal refundable() {
            return refundable;
        }
    }

    /** The order took no such payment. */
    public static final class UnknownPayment extends OrderRefusal {
        UnknownPayment(String paymentId) {
            super("The order has no payment " + paymentId);
        }
    }

    /** The deadline would be later than the service allows. */
    public static final class WindowTooLong extends OrderRefusal {
        WindowTooLong(Duration most) {
            super("The payment deadline can be extended by at most " + most);
        }
    }

    /** There is not that much of a line. */
    public static final class InvalidQuantity extends OrderRefusal {
        private final String field;

        InvalidQuantity(String field, String message) {
            super(message);
            this.field = field;
        }

        /** What the caller named it. */
        public String field() {
            return field;
        }
    }

    /** The same id was used before with other content. */
    public static final class AlreadyExists extends OrderRefusal {
        AlreadyExists(String what) {
            super(what + " exists already with other content");
        }
    }

    /** The order has no such line. */
    public static final class UnknownLine extends OrderRefusal {
        UnknownLine(String lineId) {
            super("The order has no line " + lineId);
        }
    }

    /** The amount or its currency cannot be. */
    public static final class InvalidAmount extends OrderRefusal {
        private final String field;

        InvalidAmount(String field, String message) {
            super(message);
            this.field = field;
        }

        /** What the caller named it. */
        public String field() {
            return field;
        }
    }

    /** An order takes at most {@link Order#MAX_LINES} lines. */
    public static final class TooManyLines extends OrderRefusal {
        TooManyLines() {
            super("An order takes at most " + Order.MAX_LINES + " lines");
        }
    }

    /** The change is allowed once this stock is held for the order until its payment deadline. */
    public static final class StockNeeded extends OrderRefusal {
        private final List<ItemQuantity> items;
        private final Instant until;

        public StockNeeded(List<ItemQuantity> items, Instant until) {
            super("Stock must be held first: " + items);
            this.items = List.copyOf(items);
            this.until = until;
        }

        public List<ItemQuantity> items() {
            return items;
        }

        public Instant until() {
            return until;
        }
    }

    /** The sender knows another version than the current one. */
    public static final class StaleVersion extends OrderRefusal {
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
