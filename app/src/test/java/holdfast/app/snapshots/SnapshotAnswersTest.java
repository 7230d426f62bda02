package holdfast.app.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import holdfast.app.commandbus.Commands;
import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.LocalCommits;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.eventstore.StreamSettings;
import holdfast.app.store.PreparedFolder;
import holdfast.app.store.StoreSettings;
import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.ReturnStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderEvent;
import holdfast.order.OrderState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * On a service that keeps nothing in memory and a snapshot every few events: each command and each read begins with one.
 *
 * <p>The tests build on each other, as each goes further in what it does to the store.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(2)
@BesideOthers
class SnapshotAnswersTest {

    private static final int EVERY = 10;
    /** More holds than are worth to be written again each time. */
    private static final int HOLDERS = 260;

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StockItemId HAM = new StockItemId("ham", "main");
    private static final String ORDER = "o-long";

    private static final StreamKind<StockItemState, StockEvent> ITEMS = new StreamKind<>(
            StockEvent.class,
            StockItemState.NONE,
            StockItemState::evolve,
            StockItemState::version,
            StockEvent::at,
            SnapshotTypes.STOCK_ITEM);
    private static final StreamKind<OrderState, OrderEvent> ORDERS = new StreamKind<>(
            OrderEvent.class,
            OrderState.NONE,
            OrderState::evolve,
            OrderState::version,
            OrderEvent::at,
            SnapshotTypes.ORDER);

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(HoldfastApplication.class)
                .run(
                        "--server.port=0",
                        "--holdfast.data-dir=" + PreparedFolder.of(data),
                        "--holdfast.snapshots.every=" + EVERY,
                        "--holdfast.snapshots.kept=16",
                        "--holdfast.commands.cached-aggregates=1",
                        "--holdfast.streams.cached=1",
                        "--holdfast.streams.cached-parts=1");
        service.getBean(Commands.class)
                .resultOf(
                        new DefineStock(new SkuId("ham"), null, null, 3, null, null, null, NOON),
                        MetaData.emptyInstance());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void send(StockCommand command) {
        service.getBean(Commands.class).send(command);
    }

    private static OrderState send(OrderCommand command) {
        return service.getBean(Commands.class).send(command);
    }

    private static JdbcClient jdbc() {
        return service.getBean(JdbcClient.class);
    }

    /** A reader that has nothing in memory yet. */
    private static <S, E> EventStreams<S, E> reader(StreamKind<S, E> kind, Snapshots snapshots) {
        EventStore store = service.getBean(EventStore.class);
        return new StreamReaders(
                        store,
                        new LocalCommits(store),
                        service.getBean(StoreSettings.class),
                        snapshots,
                        new StreamSettings(1, 1))
                .reader(kind);
    }

    private static Snapshots kept() {
        return service.getBean(Snapshots.class);
    }

    private static void shop(Random random) {
        Instant at = NOON;
        send(new ReceiveStock(HAM, new BigDecimal("100000"), null, null, at));
        for (int i = 0; i < 3 * HOLDERS; i++) {
            // Now and then the clock is behind, as one of another node may be.
            at = at.plusMillis(random.nextInt(-200, 900));
            send(visit("o-" + random.nextInt(HOLDERS), random, at));
        }
        NewLine bread = new NewLine("bread", "bread", "main", BigDecimal.ONE, new BigDecimal("2.00"));
        send(new DraftOrder(ORDER, "anna", null, "EUR", List.of(bread), null, at));
        for (int i = 2; i < 8 * EVERY; i++) {
            at = at.plusMillis(random.nextInt(-200, 900));
            send(new ChangeLine(ORDER, "c-" + i, "bread", BigDecimal.valueOf(i), false, null, at));
        }
    }

    private static StockCommand visit(String holder, Random random, Instant at) {
        return switch (random.nextInt(8)) {
            case 0 -> new CommitHold(HAM, holder, BigDecimal.ZERO, at);
            case 1 -> new ReleaseHold(HAM, holder, at);
            case 2 -> new ExtendHold(HAM, holder, at.plusSeconds(900), at);
            case 3 -> new ReturnStock(HAM, holder, "r-" + at, new BigDecimal("0.5"), at);
            default ->
                new ReserveStock(
                        HAM, holder, "ref-" + at, new BigDecimal("0.25"), at.plusSeconds(60 + random.nextInt(600)), at);
        };
    }

    private static long rows(String stream, String condition) {
        return jdbc().sql("select count(*) from snapshot where stream = ? and " + condition)
                .param(stream)
                .query(Long.class)
                .single();
    }

    @Test
    @Order(1)
    void every_answer_is_the_same_with_snapshots_and_without() {
        shop(new Random(1));
        await().untilAsserted(() ->
                assertThat(rows(HAM.toString(), "base is not null")).isPositive());
        await().untilAsserted(() -> assertThat(rows(ORDER, "base is null")).isGreaterThan(3));

        assertThat(assertSame(ITEMS, HAM.toString())).isGreaterThan(2L * HOLDERS);
        assertThat(assertSame(ORDERS, ORDER)).isGreaterThan(6L * EVERY);
    }

    /** Compares each version and each time of a stream with the fold of its events, and answers how long it is. */
    private static <S, E> long assertSame(StreamKind<S, E> kind, String stream) {
        EventStreams<S, E> with = reader(kind, kept());
        List<E> events = events(kind, stream);
        List<S> folded = new ArrayList<>(List.of(kind.start()));
        events.forEach(event -> folded.add(kind.evolve().apply(folded.getLast(), event)));
        for (int version = 0; version <= events.size(); version++) {
            assertThat(with.at(stream, version)).as("%s at %s", stream, version).isEqualTo(folded.get(version));
        }
        for (Instant time : new TreeSet<>(events.stream().map(kind.time()).toList())) {
            assertThat(with.until(stream, time)).isEqualTo(folded.get(until(kind, events, time)));
            Instant before = time.minusNanos(1);
            assertThat(with.until(stream, before)).isEqualTo(folded.get(until(kind, events, before)));
        }
        assertThat(with.at(stream, events.size() + 1)).isEqualTo(folded.getLast());
        assertThat(with.head(stream)).isEqualTo(folded.getLast());
        assertThat(reader(kind, Snapshots.none()).head(stream)).isEqualTo(folded.getLast());
        return events.size();
    }

    /** How many events come before the first one that happened after a time. */
    private static <S, E> int until(StreamKind<S, E> kind, List<E> events, Instant time) {
        return (int) events.stream()
                .takeWhile(event -> !kind.time().apply(event).isAfter(time))
                .count();
    }

    private static <S, E> List<E> events(StreamKind<S, E> kind, String stream) {
        return service.getBean(EventStore.class)
                .readEvents(stream, 0)
                .asStream()
                .<E>map(event -> kind.events().cast(event.getPayload()))
                .toList();
    }

    @Test
    @Order(2)
    void one_of_another_revision_or_that_is_broken_is_not_read() {
        StockItemState item = reader(ITEMS, Snapshots.none()).head(HAM.toString());
        jdbc().sql("update snapshot set type = 'StockItem.99' where stream = ? and base is not null")
                .param(HAM.toString())
                .update();
        assertThat(reader(ITEMS, kept()).head(HAM.toString())).isEqualTo(item);
        jdbc().sql("update snapshot set type = 'StockItem.1', base = 3 where stream = ? and base is not null")
                .param(HAM.toString())
                .update();
        assertThat(reader(ITEMS, kept()).head(HAM.toString())).isEqualTo(item);

        OrderState order = reader(ORDERS, Snapshots.none()).head(ORDER);
        jdbc().sql("update snapshot set state = 'x' where stream = ?")
                .param(ORDER)
                .update();
        assertThat(reader(ORDERS, kept()).head(ORDER)).isEqualTo(order);
        assertThat(send(change(order)).version()).isEqualTo(order.version() + 1);
    }

    private static ChangeLine change(OrderState order) {
        BigDecimal quantity = BigDecimal.valueOf(1_000 + order.version());
        Instant at = NOON.plusSeconds(7200);
        return new ChangeLine(ORDER, "later-" + order.version(), "bread", quantity, false, null, at);
    }

    @Test
    @Order(3)
    void commands_and_reads_need_no_events_before_the_last_one() {
        Instant at = NOON.plusSeconds(1800);
        long before = reader(ITEMS, Snapshots.none()).head(HAM.toString()).version();
        while (rows(HAM.toString(), "version > " + before) == 0) {
            send(new ReceiveStock(HAM, BigDecimal.ONE, null, null, at));
        }
        StockItemState item = reader(ITEMS, Snapshots.none()).head(HAM.toString());
        long last = jdbc().sql("select max(version) from snapshot where stream = ?")
                .param(HAM.toString())
                .query(Long.class)
                .single();
        // The first one tells that there is such a stream at all.
        jdbc().sql("delete from domain_event where aggregate_id = ? and sequence_number between 1 and ? - 1")
                .params(HAM.toString(), last)
                .update();

        assertThat(reader(ITEMS, kept()).head(HAM.toString())).isEqualTo(item);
        Object outcome = service.getBean(Commands.class)
                .send(new ReserveStock(HAM, "o-new", "placed", BigDecimal.ONE, at.plusSeconds(60), at));

        assertThat(outcome).isEqualTo(new ReserveOutcome.Held());
        StockItemState after = reader(ITEMS, kept()).head(HAM.toString());
        assertThat(after.version()).isEqualTo(item.version() + 1);
        assertThat(after.holds().of("o-new")).isNotNull();
    }
}
