package holdfast.app.reservation;

import static java.math.BigDecimal.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import holdfast.app.commandbus.Commands;
import holdfast.app.orders.OrderStreams;
import holdfast.app.process.EventProcesses;
import holdfast.app.processors.Follower;
import holdfast.app.processors.ProcessorState.Activity;
import holdfast.app.processors.Processors;
import holdfast.app.store.PreparedFolder;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.TransferStockIn;
import holdfast.inventory.StockCommand.TransferStockOut;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartItem;
import holdfast.order.ItemQuantity;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderStatus;
import holdfast.order.amendment.AmendmentCommand.RequestAddition;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the whole service: events of one order that cannot be handled, while others can. */
@BesideOthers
class ParkingTest {

    private static final StockItemId BREAD = new StockItemId("bread", "main");
    private static final String RESERVATION = ReservationBatches.PROCESSING_GROUP;
    private static final String AMENDMENTS = AmendmentBatches.PROCESSING_GROUP;
    private static final BigDecimal PRICE = new BigDecimal("2.00");
    private static final BigDecimal THREE = new BigDecimal("3");

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant DUE = Instant.parse("2099-01-01T12:00:00Z");

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(HoldfastApplication.class)
                .run("--server.port=0", "--holdfast.data-dir=" + PreparedFolder.of(data));
        Commands commands = bean(Commands.class);
        commands.resultOf(
                new DefineStock(new SkuId("bread"), null, null, null, null, null, null, NOW), MetaData.emptyInstance());
        commands.send(new ReceiveStock(BREAD, new BigDecimal("100"), null, null, NOW));
        awaitCaughtUp();
    }

    /** Before, a step is left to the process and not tried at once. */
    private static void awaitCaughtUp() {
        Processors processors = bean(Processors.class);
        Follower reservation = processors.named(RESERVATION).orElseThrow();
        await().until(() ->
                processors.stateOf(reservation).activity() == Activity.RUNNING && processors.lagOf(reservation) == 0);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    private final Commands commands = bean(Commands.class);
    private final EventProcesses processes = bean(EventProcesses.class);
    private final JdbcClient jdbc = bean(JdbcClient.class);

    /** Fails all commands of a kind until it is closed. */
    private static final class Trouble implements AutoCloseable {
        private final AtomicInteger met = new AtomicInteger();
        private final Registration registration;

        Trouble(Predicate<Object> command) {
            registration = bean(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
                if (command.test(work.getMessage().getPayload())) {
                    met.incrementAndGet();
                    throw new IllegalStateException("Trouble, for a test");
                }
                return chain.proceed();
            });
        }

        int met() {
            return met.get();
        }

        @Override
        public void close() {
            registration.close();
        }
    }

    private void place(String orderId, String sku, BigDecimal quantity) {
        NewLine line = new NewLine("1", sku, "main", quantity, PRICE);
        commands.send(new PlaceOrder(orderId, null, null, "EUR", List.of(line), null, Duration.between(NOW, DUE), NOW));
    }

    private void pay(String orderId, String amount) {
        commands.send(new PayOrder(orderId, "p-" + orderId, new BigDecimal(amount), "card", null, NOW));
    }

    private void awaitStatus(String orderId, OrderStatus status) {
        OrderStreams orders = bean(OrderStreams.class);
        await().untilAsserted(() -> assertThat(orders.order(orderId).status()).isEqualTo(status));
    }

    private void awaitParked(String process, String sequence, String... events) {
        await().untilAsserted(() -> assertThat(parked(process, sequence)).containsExactly(events));
    }

    private List<String> parked(String process, String sequence) {
        return jdbc.sql("select payload_type from dead_letter where process = ? and sequence = ? order by id")
                .params(process, sequence)
                .query(String.class)
                .list();
    }

    private long deadlinesOf(String orderId) {
        return jdbc.sql("select count(*) from payment_deadline where holder = ?")
                .param(orderId)
                .query(Long.class)
                .single();
    }

    private double gauge(String process) {
        return bean(MeterRegistry.class)
                .get("holdfast.parked.orders")
                .tag("process", process)
                .gauge()
                .value();
    }

    private List<StockEvent> stockOf(String holder) {
        return bean(EventStore.class)
                .readEvents(BREAD.toString())
                .asStream()
                .map(event -> (StockEvent) event.getPayload())
                .filter(event -> event.toString().contains("holder=" + holder + ","))
                .toList();
    }

    private static Predicate<Object> releasing(String holder) {
        return command ->
                command instanceof ReleaseStock release && release.holder().equals(holder);
    }

    private static Predicate<Object> reserving(String holder) {
        return command ->
                command instanceof ReserveStock reserve && reserve.holder().equals(holder);
    }

    @Test
    void an_event_that_cannot_be_handled_waits_with_all_behind_it_until_the_cause_is_gone() {
        place("stuck", "bread", new BigDecimal("5"));
        awaitStatus("stuck", OrderStatus.RESERVED);
        try (Trouble trouble = new Trouble(releasing("stuck"))) {
            commands.send(new ChangeLine("stuck", "c-1", "1", THREE, false, null, NOW));
            pay("stuck", "6.00");
            awaitParked(RESERVATION, "stuck", "LineQuantityChanged", "OrderPaid");
            assertThat(trouble.met()).as("attempts, the first one at once").isEqualTo(1 + 3);

            place("fine", "bread", ONE);
            awaitStatus("fine", OrderStatus.RESERVED);

            processes.retryAll();
            assertThat(trouble.met()).as("attempts, the first one at once").isEqualTo(1 + 3 + 3);
            assertThat(parked(RESERVATION, "stuck")).containsExactly("LineQuantityChanged", "OrderPaid");
            assertThat(gauge(RESERVATION)).isEqualTo(1);
        }

        processes.retryAll();

        assertThat(parked(RESERVATION, "stuck")).isEmpty();
        assertThat(gauge(RESERVATION)).isZero();
        assertThat(deadlinesOf("stuck")).isZero();
        assertThat(stockOf("stuck"))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
                .containsExactly(
                        new StockReserved("bread", "main", "stuck", "placed", new BigDecimal("5"), DUE, NOW),
                        new StockReleased("bread", "main", "stuck", "c-1", BigDecimal.TWO, NOW),
                        new StockSold("bread", "main", "stuck", THREE, NOW));
    }

    @Test
    void an_order_whose_very_first_event_was_tried_again_and_parked_is_reserved_and_watched_once() {
        try (Trouble trouble = new Trouble(reserving("early"))) {
            place("early", "bread", ONE);
            awaitParked(RESERVATION, "early", "OrderPlaced");
            assertThat(trouble.met()).as("attempts, the first one at once").isEqualTo(1 + 3);
            assertThat(deadlinesOf("early")).isZero();
        }

        processes.retryAll();

        assertThat(bean(OrderStreams.class).order("early").status()).isEqualTo(OrderStatus.RESERVED);
        assertThat(parked(RESERVATION, "early")).isEmpty();
        assertThat(deadlinesOf("early")).isEqualTo(1);
        pay("early", "2.00");
        await().untilAsserted(() -> assertThat(deadlinesOf("early")).isZero());
    }

    @Test
    void an_order_for_what_was_never_in_stock_is_rejected_and_not_parked() {
        place("lost", "unicorn", ONE);
        awaitStatus("lost", OrderStatus.REJECTED);
        place("next", "bread", ONE);
        awaitStatus("next", OrderStatus.RESERVED);

        assertThat(parked(RESERVATION, "lost")).isEmpty();
    }

    @Test
    void an_amendment_that_cannot_be_handled_waits_alone() {
        place("growing", "bread", ONE);
        awaitStatus("growing", OrderStatus.RESERVED);
        try (Trouble trouble = new Trouble(
                command -> command instanceof AddLines add && add.changeId().equals("a-stuck"))) {
            requestOneMore("a-stuck");
            requestOneMore("a-fine");
            awaitParked(AMENDMENTS, "a-stuck", "AdditionRequested");
            await().until(() -> isDecided("a-fine"));
            assertThat(trouble.met()).as("attempts").isEqualTo(3);
            assertThat(gauge(AMENDMENTS)).isEqualTo(1);
        }

        processes.retryAll();

        assertThat(isDecided("a-stuck")).isTrue();
        assertThat(gauge(AMENDMENTS)).isZero();
        assertThat(bean(OrderStreams.class).order("growing").lines().stock())
                .containsExactly(new ItemQuantity("bread", "main", THREE));
    }

    @Test
    void a_transfer_that_cannot_arrive_is_in_transit_meanwhile_and_overtaken_by_none() {
        try (Trouble trouble = new Trouble(command ->
                command instanceof TransferStockIn in && in.transferId().equals("t-stuck"))) {
            transfer("t-stuck", "2");
            transfer("t-behind", "1");
            awaitParked(AMENDMENTS, "bread@main", "StockTransferredOut", "StockTransferredOut");
            assertThat(trouble.met()).as("attempts").isEqualTo(3);
            assertThat(gauge(AMENDMENTS)).as("visible").isEqualTo(1);
            await().untilAsserted(() -> assertThat(inTransit()).isEqualByComparingTo("3"));

            processes.retryAll();
            assertThat(trouble.met()).as("tried again").isGreaterThan(3);
            assertThat(inTransit()).isEqualByComparingTo("3");
        }

        processes.retryAll();

        assertThat(gauge(AMENDMENTS)).isZero();
        await().untilAsserted(() -> assertThat(inTransit()).isZero());
        assertThat(bean(EventStore.class)
                        .readEvents("bread@shop-2")
                        .asStream()
                        .map(event -> ((StockTransferredIn) event.getPayload()).transferId()))
                .containsExactly("t-stuck", "t-behind");
    }

    private void transfer(String transferId, String quantity) {
        commands.send(new TransferStockOut(BREAD, transferId, "shop-2", new BigDecimal(quantity), null, NOW));
    }

    private BigDecimal inTransit() {
        return jdbc.sql("select sum(sent) - sum(arrived) from stock_level where sku = 'bread'")
                .query(BigDecimal.class)
                .single();
    }

    @Test
    void a_cart_whose_step_cannot_be_taken_waits_alone_and_is_sold_in_the_end() {
        CartId cart = new CartId("stuck");
        commands.send(
                new RequestCart(cart, List.of(new CartItem("bread", "main", THREE)), Duration.between(NOW, DUE), NOW));
        await().until(() -> deadlinesOf("cart:stuck") == 1);
        try (Trouble trouble = new Trouble(
                command -> command instanceof CommitHold sale && sale.holder().equals("cart:stuck"))) {
            commands.send(new CommitCart(cart, null, NOW));
            awaitParked(RESERVATION, "cart:stuck", "CartCommitted");
            assertThat(trouble.met()).as("attempts, the first one at once").isEqualTo(1 + 3);
            assertThat(gauge(RESERVATION)).isEqualTo(1);
        }

        processes.retryAll();

        assertThat(gauge(RESERVATION)).isZero();
        assertThat(deadlinesOf("cart:stuck")).isZero();
        assertThat(stockOf("cart:stuck"))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
                .containsExactly(
                        new StockReserved("bread", "main", "cart:stuck", "requested", THREE, DUE, NOW),
                        new StockSold("bread", "main", "cart:stuck", THREE, NOW));
    }

    private void requestOneMore(String amendmentId) {
        commands.send(new RequestAddition(
                amendmentId,
                "growing",
                List.of(new NewLine(null, "bread", "main", ONE, PRICE)),
                List.of(new ItemQuantity("bread", "main", ONE)),
                DUE,
                null,
                NOW));
    }

    private static boolean isDecided(String amendmentId) {
        return bean(OrderStreams.class).amendment(amendmentId).isDecided();
    }
}
