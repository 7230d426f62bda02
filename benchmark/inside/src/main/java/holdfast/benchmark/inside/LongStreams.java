package holdfast.benchmark.inside;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.LocalCommits;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.eventstore.StreamSettings;
import holdfast.app.snapshots.SnapshotTypes;
import holdfast.app.snapshots.Snapshots;
import holdfast.app.store.StoreSettings;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.SendLines;
import holdfast.order.OrderEvent;
import holdfast.order.OrderState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.ConfigurableApplicationContext;

/** How long it takes to read streams of very many events, from their snapshots and without. */
final class LongStreams {

    private static final int MANY = 64;
    private static final int READS = 15;
    private static final Duration HOLD = Duration.ofHours(12);
    private static final StockItemId HELD = new StockItemId("long-held", "main");
    private static final StockItemId SOLD = new StockItemId("long-sold", "main");
    private static final String SENT = "long-sent";
    private static final String CHANGED = "long-changed";

    private final ConfigurableApplicationContext service;
    private final Sender sender;

    LongStreams(ConfigurableApplicationContext service) {
        this.service = service;
        this.sender = new Sender(service.getBean(CommandBus.class));
    }

    void fill(int events) throws InterruptedException {
        for (StockItemId item : List.of(HELD, SOLD)) {
            sender.send(
                    1,
                    1,
                    _ -> new DefineStock(new SkuId(item.sku()), null, null, null, null, null, null, Instant.now()));
            sender.send(
                    1, 1, _ -> new ReceiveStock(item, BigDecimal.valueOf(1_000_000_000), null, null, Instant.now()));
        }
        sender.send(events, MANY, number -> reserve(HELD, number, HOLD));
        sender.send(
                events,
                MANY,
                number -> number % 2 == 0
                        ? reserve(SOLD, number, Duration.ofSeconds(2))
                        : new CommitHold(SOLD, "o-" + (number - 1), BigDecimal.ONE, Instant.now()));
        for (String order : List.of(SENT, CHANGED)) {
            NewLine line = new NewLine("1", "bread", "main", BigDecimal.ONE, new BigDecimal("2.00"));
            sender.send(1, 1, _ -> new DraftOrder(order, null, null, "EUR", List.of(line), null, Instant.now()));
        }
        sender.send(events, MANY, _ -> new SendLines(SENT, List.of("1"), null, Instant.now()));
        sender.send(
                events,
                MANY,
                number -> new ChangeLine(
                        CHANGED, "c-" + number, "1", BigDecimal.valueOf(2 + number), false, null, Instant.now()));
    }

    private static ReserveStock reserve(StockItemId item, long number, Duration hold) {
        Instant now = Instant.now();
        return new ReserveStock(item, "o-" + number, "placed", BigDecimal.ONE, now.plus(hold), now);
    }

    void measure() {
        StreamKind<StockItemState, StockEvent> items = new StreamKind<>(
                StockEvent.class,
                StockItemState.NONE,
                StockItemState::evolve,
                StockItemState::version,
                StockEvent::at,
                SnapshotTypes.STOCK_ITEM);
        StreamKind<OrderState, OrderEvent> orders = new StreamKind<>(
                OrderEvent.class,
                OrderState.NONE,
                OrderState::evolve,
                OrderState::version,
                OrderEvent::at,
                SnapshotTypes.ORDER);
        print("an order whose lines were sent again and again", orders, SENT, OrderState::lines);
        print("an order whose line was changed again and again", orders, CHANGED, OrderState::lines);
        print("an item whose holds were sold", items, SOLD.toString(), LongStreams::use);
        print("an item whose holds are all open", items, HELD.toString(), LongStreams::use);
    }

    /** As the first command does: holds are put in order only then. */
    private static void use(StockItemState item) {
        item.holds().of("o-1");
        item.level();
    }

    private <S, E> void print(String what, StreamKind<S, E> kind, String stream, Consumer<S> use) {
        List<Double> with = new ArrayList<>();
        S state = kind.start();
        for (int i = 0; i < READS; i++) {
            EventStreams<S, E> reader = reader(kind, service.getBean(Snapshots.class));
            long start = System.nanoTime();
            state = reader.head(stream);
            use.accept(state);
            with.add((System.nanoTime() - start) / 1e6);
        }
        EventStreams<S, E> reader = reader(kind, Snapshots.none());
        long start = System.nanoTime();
        boolean same = reader.head(stream).equals(state);
        double without = (System.nanoTime() - start) / 1e6;
        double first = with.getFirst();
        with.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s, %,d events: read in %.1f ms the first time and %.1f ms after (median of %d),"
                        + " %.0f ms without snapshots; %s%n",
                what,
                kind.version().applyAsLong(state),
                first,
                with.get(READS / 2),
                READS,
                without,
                same ? "the same" : "NOT THE SAME");
    }

    /** A reader that has nothing in memory, and keeps nothing there, as the store never forgets a reader. */
    private <S, E> EventStreams<S, E> reader(StreamKind<S, E> kind, Snapshots snapshots) {
        EventStore store = service.getBean(EventStore.class);
        return new StreamReaders(
                        store,
                        new LocalCommits(store),
                        service.getBean(StoreSettings.class),
                        snapshots,
                        new StreamSettings(1, 1))
                .reader(kind);
    }
}
