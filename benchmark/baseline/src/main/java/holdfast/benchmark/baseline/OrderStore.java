package holdfast.benchmark.baseline;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders; every call is one prepared statement and, as the connections commit by themselves, one round trip. */
@Repository
class OrderStore {

    private static final String PLACE =
            "select outcome, shortages from place_order(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PAY = "select outcome, body from pay_order(?, ?, ?, ?, ?)";
    private static final String READ = "select order_body(?)";

    private final JdbcClient jdbc;

    OrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Placing(String outcome, @Nullable String shortages) {}

    record Paying(String outcome, @Nullable String body) {}

    Placing place(OrderBody order) {
        return jdbc.sql(PLACE)
                .param(order.orderId())
                .param(order.customerId())
                .param(order.tab())
                .param(order.currency())
                .param(order.total())
                .param(timestamp(order.placedAt()))
                .param(timestamp(order.paymentDueAt()))
                .param(array(order, OrderBody.Line::lineId, String[]::new))
                .param(array(order, OrderBody.Line::sku, String[]::new))
                .param(array(order, OrderBody.Line::quantity, BigDecimal[]::new))
                .param(array(order, OrderBody.Line::unitPrice, BigDecimal[]::new))
                .param(array(order, OrderBody.Line::amount, BigDecimal[]::new))
                .query((row, number) -> new Placing(row.getString(1), row.getString(2)))
                .single();
    }

    Paying pay(String orderId, String paymentId, BigDecimal amount, String method, Instant now) {
        return jdbc.sql(PAY)
                .params(orderId, paymentId, amount, method, timestamp(now))
                .query((row, number) -> new Paying(row.getString(1), row.getString(2)))
                .single();
    }

    /** The order's JSON, made by the database: one query instead of one for each of its tables. */
    Optional<String> read(String orderId) {
        return jdbc.sql(READ)
                .param(orderId)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    private static <T> Object array(OrderBody order, Function<OrderBody.Line, T> column, IntFunction<T[]> newArray) {
        return order.lines().stream().map(column).toArray(newArray);
    }

    private static OffsetDateTime timestamp(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
