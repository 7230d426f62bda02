package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.NOON;

import holdfast.app.commandbus.Commands;
import holdfast.app.eventstore.LocalCommits;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.eventstore.StreamSettings;
import holdfast.app.orders.OrderStreams;
import holdfast.app.snapshots.Snapshots;
import holdfast.app.store.StoreMode;
import holdfast.app.store.StoreSettings;
import holdfast.inventory.Hold;
import holdfast.inventory.StockCatalog;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockItem;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import holdfast.inventory.cart.Cart;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartId;
import holdfast.order.Order;
import holdfast.order.OrderEvent;
import holdfast.order.amendment.Amendment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** The real aggregates on a store in memory; each command on its way is noted, and the sender can crash before one. */
final class InMemoryShop {

    /** The sender is gone, before the command is. */
    static final class Crash extends RuntimeException {}

    private final Configuration axon;
    private final List<Object> sent = new ArrayList<>();
    private int crashBefore = -1;

    InMemoryShop() {
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureEmbeddedEventStore(_ -> new InMemoryEventStorageEngine())
                .configureSerializer(_ -> Jackson3Serializer.builder().build())
                .configureAggregate(Order.class)
                .configureAggregate(Amendment.class)
                .configureAggregate(Cart.class)
                .configureAggregate(StockItem.class)
                .registerComponent(StockCatalog.class, _ -> InMemoryShop::define)
                .buildConfiguration();
        axon.start();
        axon.commandBus().registerDispatchInterceptor(_ -> (_, command) -> {
            if (sent.size() == crashBefore) {
                throw new Crash();
            }
            sent.add(command.getPayload());
            return command;
        });
    }

    private static StockDefinitionState define(String sku) {
        return new StockDefinitionState(sku, sku, "piece", 3, null, BigDecimal.ZERO, 1);
    }

    Commands commands() {
        return new Commands(axon.commandBus());
    }

    OrderStreams streams() {
        EventStore store = axon.eventStore();
        StoreSettings settings = new StoreSettings(
                Path.of("unused"),
                StoreMode.POSTGRES,
                new StoreSettings.Postgres("", "", ""),
                new StoreSettings.Store(4));
        return new OrderStreams(new StreamReaders(
                store, new LocalCommits(store), settings, Snapshots.none(), new StreamSettings(100, 1_000)));
    }

    void receive(StockItemId item, String quantity) {
        commands().send(new ReceiveStock(item, new BigDecimal(quantity), null, null, NOON));
    }

    /** What is held of an item, lapsed or not. */
    BigDecimal reserved(StockItemId item) {
        return stock(item).level().reserved();
    }

    BigDecimal availableAt(StockItemId item, Instant time) {
        return stock(item)
                .levelAt(time)
                .onHand()
                .subtract(stock(item).levelAt(time).reserved());
    }

    List<OrderEvent> orderEvents(String orderId) {
        return axon.eventStore()
                .readEvents(orderId)
                .asStream()
                .map(event -> (OrderEvent) event.getPayload())
                .toList();
    }

    List<CartEvent> cartEvents(CartId cart) {
        return axon.eventStore()
                .readEvents(cart.toString())
                .asStream()
                .map(event -> (CartEvent) event.getPayload())
                .toList();
    }

    /** Who holds an item, lapsed or not. */
    List<Hold> holds(StockItemId item) {
        return stock(item).holds().open().toList();
    }

    private StockItemState stock(StockItemId item) {
        return axon.eventStore()
                .readEvents(item.toString())
                .asStream()
                .map(event -> (StockEvent) event.getPayload())
                .reduce(StockItemState.NONE, StockItemState::evolve, (a, b) -> b);
    }

    /** The commands that were sent since this was asked last. */
    List<Object> sent() {
        List<Object> since = List.copyOf(sent);
        sent.clear();
        return since;
    }

    /** Lets the next commands pass up to a number, and then no more until this is set anew. */
    void crashAfter(int commands) {
        sent.clear();
        crashBefore = commands;
    }

    void neverCrash() {
        sent.clear();
        crashBefore = -1;
    }
}
