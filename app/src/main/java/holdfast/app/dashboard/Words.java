package holdfast.app.dashboard;

import holdfast.inventory.cart.CartId;
import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;

/** How figures are put into words on the pages. Times are in UTC; a browser shows them in its own zone. */
final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** Counting stopped there. */
    public String upTo(long number, long most) {
        return number >= most ? count(most) + "+" : count(number);
    }

    public String of(long number, String one, String more) {
        return count(number) + " " + (number == 1 ? one : more);
    }

    public String time(Instant time) {
        return TIME.format(time);
    }

    public String dayAndTime(Instant time) {
        return DAY_AND_TIME.format(time);
    }

    public String quantity(BigDecimal quantity) {
        return quantity.stripTrailingZeros().toPlainString();
    }

    /** With its sign. */
    public String change(BigDecimal quantity) {
        return (quantity.signum() > 0 ? "+" : "") + quantity(quantity).replace("-", "\u2212");
    }

    public String money(BigDecimal amount, String currency) {
        return amount.toPlainString() + "\u00a0" + symbol(currency);
    }

    private static String symbol(String currency) {
        try {
            return Currency.getInstance(currency).getSymbol(Locale.GERMANY);
        } catch (IllegalArgumentException unknown) {
            return currency;
        }
    }

    /** Whole milliseconds from ten on. */
    public String millis(double millis) {
        return String.format(Locale.ENGLISH, millis < 10 ? "%.1f" : "%,.0f", millis);
    }

    public String status(OrderStatus status) {
        return switch (status) {
            case DRAFT -> "Draft";
            case PLACED -> "Placed";
            case RESERVED -> "Reserved";
            case REJECTED -> "Rejected";
            case PAID -> "Paid";
            case COMPLETED -> "Completed";
            case CANCELLED -> "Cancelled";
            case VOIDED -> "Voided";
            case EXPIRED -> "Expired";
            case REFUNDED -> "Refunded";
        };
    }

    public String explained(OrderStatus status) {
        return switch (status) {
            case DRAFT -> "being put together, holds nothing";
            case PLACED -> "asking for stock";
            case RESERVED -> "stock held until the payment is due";
            case REJECTED -> "not enough stock";
            case PAID -> "paid in full";
            case COMPLETED -> "handed over";
            case CANCELLED -> "given up before payment";
            case VOIDED -> "taken back at the till";
            case EXPIRED -> "not paid in time, stock free again";
            case REFUNDED -> "all money given back";
        };
    }

    /** The name of its style. */
    public String style(OrderStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Whether who holds stock is an order, which has a page, and not a cart. */
    public boolean isOrder(String holder) {
        return !CartId.isCart(holder);
    }

    public String holder(String holder) {
        return CartId.isCart(holder) ? "Cart " + CartId.parse(holder).id() : holder;
    }

    /** {@code ReserveStock} as words. */
    public String spaced(String name) {
        String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return spaced.isEmpty() ? spaced : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    public String orZero(Long number) {
        return count(Objects.requireNonNullElse(number, 0L));
    }
}
