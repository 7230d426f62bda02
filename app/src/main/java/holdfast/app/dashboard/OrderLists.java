package holdfast.app.dashboard;

import static holdfast.app.dashboard.Columns.timestamp;

import holdfast.app.orders.CartReservations;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lists the orders that people look at: those that came last, and those, with carts, whose time is over first. */
@Component
class OrderLists {

    private static final int LATEST = 14;
    private static final int HOLDS = 8;
    /** Some of those that are due may have been settled just now. */
    private static final int HOLDS_LOOKED_AT = 2 * HOLDS;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CartReservations carts;

    OrderLists(JdbcClient jdbc, JsonMapper json, CartReservations carts) {
        this.jdbc = jdbc;
        this.json = json;
        this.carts = carts;
    }

    /** Newest first. */
    List<Figures.Order> latest(Instant now) {
        return jdbc.sql("select body from order_row order by created_at desc, position desc limit ?")
                .param(LATEST)
                .query((row, _) -> order(OrderRow.of(json.readTree(row.getString("body"))), now))
                .list();
    }

    private static Figures.Order order(OrderRow row, Instant now) {
        return new Figures.Order(
                row.orderId(),
                row.statusAt(now),
                row.version(),
                row.items().size(),
                row.currency(),
                row.total(),
                row.paymentDueAt(),
                row.updatedAt());
    }

    /** Those whose time is over first. */
    List<Figures.OpenHold> holds(Instant now) {
        return jdbc
                .sql("""
                select holder, body from (
                    select holder, due_at from payment_deadline where due_at > ? order by due_at limit ?) as due
                left join order_row on order_row.order_id = due.holder and status = 'RESERVED'
                order by due.due_at, due.holder""")
                .params(timestamp(now), HOLDS_LOOKED_AT)
                .query((row, _) -> hold(row.getString("holder"), row.getString("body"), now))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .limit(HOLDS)
                .toList();
    }

    private Optional<Figures.OpenHold> hold(String holder, @Nullable String order, Instant now) {
        if (CartId.isCart(holder)) {
            CartState cart = carts.reservation(CartId.parse(holder).id());
            return cart.statusAt(now) == CartStatus.HELD ? Optional.of(ofCart(cart)) : Optional.empty();
        }
        return Optional.ofNullable(order).map(body -> ofOrder(OrderRow.of(json.readTree(body))));
    }

    private static Figures.OpenHold ofCart(CartState cart) {
        List<Figures.HeldItem> items = cart.items().stream()
                .map(item -> new Figures.HeldItem(item.sku(), item.quantity()))
                .toList();
        return new Figures.OpenHold(
                null, cart.reservationId(), items, null, null, cart.requestedAt(), cart.expiresAt());
    }

    private static Figures.OpenHold ofOrder(OrderRow order) {
        return new Figures.OpenHold(
                order.orderId(),
                null,
                order.items(),
                order.currency(),
                order.amountDue(),
                Objects.requireNonNull(order.placedAt()),
                Objects.requireNonNull(order.paymentDueAt()));
    }
}
