package holdfast.app.audit;

import holdfast.inventory.cart.CartId;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not add up.
 *
 * @param field what of it differs, where there are several
 * @param expected what follows from the events, null when nothing should be there
 * @param actual what is there instead, null when nothing is
 * @param events the events behind it, lowest position first
 */
record Discrepancy(
        Kind kind,
        @Nullable String field,
        @Nullable String sku,
        @Nullable String location,
        @Nullable String orderId,
        @Nullable String reservationId,
        @Nullable String stream,
        @Nullable String expected,
        @Nullable String actual,
        List<EventRef> events) {

    static Discrepancy of(Kind kind, Subject subject, @Nullable Object expected, @Nullable Object actual) {
        return new Discrepancy(
                kind,
                null,
                subject.sku(),
                subject.location(),
                subject.orderId(),
                subject.reservationId(),
                subject.stream(),
                print(expected),
                print(actual),
                List.of());
    }

    private static @Nullable String print(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> plain(decimal);
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    /** The stream of the order or cart that it is about, null when it is about none. */
    @Nullable
    String holder() {
        return reservationId == null ? orderId : new CartId(reservationId).toString();
    }

    Discrepancy in(String name) {
        return new Discrepancy(kind, name, sku, location, orderId, reservationId, stream, expected, actual, events);
    }

    Discrepancy behind(List<EventRef> more) {
        List<EventRef> all = Stream.concat(events.stream(), more.stream())
                .distinct()
                .sorted(Comparator.comparingLong(EventRef::position))
                .toList();
        return new Discrepancy(kind, field, sku, location, orderId, reservationId, stream, expected, actual, all);
    }

    Discrepancy behind(EventRef event) {
        return behind(List.of(event));
    }
}
