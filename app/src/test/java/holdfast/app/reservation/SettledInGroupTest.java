package holdfast.app.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import holdfast.app.commandbus.Commands;
import holdfast.app.orders.CartReservations;
import holdfast.app.orders.OrderStreams;
import holdfast.app.store.PreparedFolder;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartStatus;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where all that an order needs is on one lane it is committed at once, and where not the process does it. */
@BesideOthers
class SettledInGroupTest {

    private static final int ITEMS = 12;

    @TempDir
    Path data;

    private final Instant now = Instant.now();

    private ConfigurableApplicationContext start(int lanes) {
        ConfigurableApplicationContext service = new SpringApplicationBuilder(HoldfastApplication.class)
                .run(
                        "--server.port=0",
                        "--holdfast.data-dir=" + PreparedFolder.of(data),
                        "--holdfast.commands.lanes=" + lanes,
                        "--holdfast.settling.left-orders=2");
        Commands commands = service.getBean(Commands.class);
        IntStream.range(0, ITEMS).forEach(item -> {
            commands.resultOf(
                    new DefineStock(new SkuId("item-" + item), null, null, null, null, null, null, now),
                    MetaData.emptyInstance());
            commands.send(new ReceiveStock(new StockItemId("item-" + item, "main"), BigDecimal.TEN, null, null, now));
        });
        return service;
    }

    private PlaceOrder place(String orderId, String quantity) {
        List<NewLine> lines = IntStream.range(0, ITEMS)
                .mapToObj(item ->
                        new NewLine(null, "item-" + item, "main", new BigDecimal(quantity), new BigDecimal("1.00")))
                .toList();
        return new PlaceOrder(orderId, null, null, "EUR", lines, null, Duration.ofMinutes(15), now);
    }

    /** How many transactions the events of an order and of its holds came in: each has an id of its own. */
    private static long transactionsOf(ConfigurableApplicationContext service, String orderId) {
        return service.getBean(JdbcClient.class)
                .sql("select count(distinct xmin::text) from domain_event where aggregate_id = :order"
                        + " or convert_from(payload, 'UTF8') like '%\"holder\":\"' || :order || '\"%'")
                .param("order", orderId)
                .query(Long.class)
                .single();
    }

    private static long unsettled(ConfigurableApplicationContext service, String orderId) {
        return service.getBean(JdbcClient.class)
                .sql("select count(*) from domain_event where aggregate_id = ?"
                        + " and payload_type in ('OrderPlaced', 'OrderPaid', 'OrderCancelled')"
                        + " and convert_from(metadata, 'UTF8') not like '%\"settled\"%'")
                .param(orderId)
                .query(Long.class)
                .single();
    }

    @Test
    void on_one_lane_an_order_is_placed_held_and_watched_by_one_commit_and_paid_by_another() {
        try (ConfigurableApplicationContext service = start(1)) {
            Commands commands = service.getBean(Commands.class);
            OrderStreams orders = service.getBean(OrderStreams.class);

            commands.send(place("one", "1"));
            assertThat(orders.order("one").status())
                    .as("when the answer is there")
                    .isEqualTo(OrderStatus.RESERVED);
            assertThat(transactionsOf(service, "one")).isEqualTo(1);
            assertThat(deadlines(service)).isEqualTo(1);

            commands.send(new PayOrder("one", "p-1", new BigDecimal("12.00"), "CARD", null, now));
            assertThat(orders.order("one").status()).isEqualTo(OrderStatus.PAID);
            assertThat(transactionsOf(service, "one")).isEqualTo(2);
            assertThat(deadlines(service)).isZero();

            commands.send(place("much", "10"));
            assertThat(orders.order("much").status()).isEqualTo(OrderStatus.REJECTED);
            assertThat(transactionsOf(service, "much")).isEqualTo(1);
            assertThat(unsettled(service, "one") + unsettled(service, "much")).isZero();
        }
    }

    @Test
    void on_several_lanes_the_process_does_what_the_group_could_not() {
        try (ConfigurableApplicationContext service = start(3)) {
            Commands commands = service.getBean(Commands.class);
            OrderStreams orders = service.getBean(OrderStreams.class);

            commands.send(place("far", "1"));
            await().untilAsserted(() -> assertThat(orders.order("far").status()).isEqualTo(OrderStatus.RESERVED));
            commands.send(new CancelOrder("far", null, null, now));
            await().untilAsserted(() -> assertThat(held(service)).isZero());

            assertThat(unsettled(service, "far")).isEqualTo(2);
            await().untilAsserted(() -> assertThat(deadlines(service)).isZero());
        }
    }

    @Test
    void when_more_orders_are_left_than_can_be_remembered_the_process_does_them_all() {
        try (ConfigurableApplicationContext service = start(3)) {
            Commands commands = service.getBean(Commands.class);
            OrderStreams orders = service.getBean(OrderStreams.class);
            List<String> many =
                    IntStream.range(0, 9).mapToObj(number -> "many-" + number).toList();

            many.parallelStream().forEach(order -> commands.send(place(order, "1")));
            await().untilAsserted(() -> assertThat(many)
                    .allSatisfy(
                            order -> assertThat(orders.order(order).status()).isEqualTo(OrderStatus.RESERVED)));
            many.parallelStream().forEach(order -> commands.send(new CancelOrder(order, null, null, now)));

            await().untilAsserted(() -> assertThat(held(service)).isZero());
            await().untilAsserted(() -> assertThat(deadlines(service)).isZero());
            assertThat(many)
                    .allSatisfy(
                            order -> assertThat(orders.order(order).status()).isEqualTo(OrderStatus.CANCELLED));
        }
    }

    @Test
    void on_one_lane_a_cart_is_held_by_one_commit_and_taken_over_by_the_one_that_places_its_order() {
        try (ConfigurableApplicationContext service = start(1)) {
            Commands commands = service.getBean(Commands.class);
            CartReservations carts = service.getBean(CartReservations.class);
            List<CartItem> items = IntStream.range(0, ITEMS)
                    .mapToObj(item -> new CartItem("item-" + item, "main", BigDecimal.ONE))
                    .toList();

            commands.send(new RequestCart(new CartId("c"), items, Duration.ofHours(1), now));
            assertThat(carts.reservation("c").status()).isEqualTo(CartStatus.HELD);
            assertThat(transactionsOf(service, "cart:c")).isEqualTo(1);
            assertThat(deadlines(service)).isEqualTo(1);

            List<NewLine> lines = place("o", "1").lines();
            commands.send(new PlaceOrder("o", null, null, "EUR", lines, "c", null, Duration.ofMinutes(15), now));
            assertThat(service.getBean(OrderStreams.class).order("o").status())
                    .as("when the answer is there")
                    .isEqualTo(OrderStatus.RESERVED);
            assertThat(carts.reservation("c").orderId()).isEqualTo("o");
            assertThat(transactionsOf(service, "o")).isEqualTo(1);
            assertThat(transactionsOf(service, "cart:c"))
                    .as("that of the holds and that of the order")
                    .isEqualTo(2);
            assertThat(deadlines(service)).as("that of the order").isEqualTo(1);
        }
    }

    private static long deadlines(ConfigurableApplicationContext service) {
        return service.getBean(JdbcClient.class)
                .sql("select count(*) from payment_deadline")
                .query(Long.class)
                .single();
    }

    private static BigDecimal held(ConfigurableApplicationContext service) {
        return service.getBean(JdbcClient.class)
                .sql("select coalesce(sum(reserved), 0) from stock_level")
                .query(BigDecimal.class)
                .single();
    }
}
