package holdfast.app.dashboard;

import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An order as the read model keeps it for the API, for the lists of the pages. Amounts are in its currency. */
record OrderRow(
        String orderId,
        OrderStatus status,
        long version,
        @Nullable String customerId,
        @Nullable String tab,
        List<Figures.HeldItem> items,
        String currency,
        BigDecimal total,
        BigDecimal amountDue,
        @Nullable Instant placedAt,
        @Nullable Instant paymentDueAt,
        Instant updatedAt) {

    static OrderRow of(JsonNode body) {
        List<Figures.HeldItem> items = new ArrayList<>();
        body.required("lines")
                .forEach(line -> items.add(new Figures.HeldItem(text(line, "sku"), decimal(line, "quantity"))));
        return new OrderRow(
                text(body, "orderId"),
                OrderStatus.valueOf(text(body, "status")),
                body.required("version").asLong(),
                textOrNull(body, "customerId"),
                textOrNull(body, "tab"),
                items,
                text(body, "currency"),
                decimal(body, "total"),
                decimal(body, "amountDue"),
                timeOrNull(body, "placedAt"),
                timeOrNull(body, "paymentDueAt"),
                Instant.parse(text(body, "updatedAt")));
    }

    /** An order past its deadline is an expired one, whether or not that is recorded yet. */
    OrderStatus statusAt(Instant time) {
        boolean unpaid = status == OrderStatus.PLACED || status == OrderStatus.RESERVED;
        boolean expired = unpaid && paymentDueAt != null && !time.isBefore(paymentDueAt);
        return expired ? OrderStatus.EXPIRED : status;
    }

    private static String text(JsonNode body, String field) {
        return body.required(field).asString();
    }

    private static BigDecimal decimal(JsonNode body, String field) {
        return new BigDecimal(text(body, field));
    }

    private static @Nullable String textOrNull(JsonNode body, String field) {
        JsonNode value = body.required(field);
        return value.isNull() ? null : value.asString();
    }

    private static @Nullable Instant timeOrNull(JsonNode body, String field) {
        String time = textOrNull(body, field);
        return time == null ? null : Instant.parse(time);
    }
}
