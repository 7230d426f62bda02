package holdfast.app.tabs;

import holdfast.app.commandbus.Commands;
import holdfast.app.eventstore.LocalCommits;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.eventstore.StreamSettings;
import holdfast.app.orders.OrderStreams;
import holdfast.app.snapshots.Snapshots;
import holdfast.app.store.StoreMode;
import holdfast.app.store.StoreSettings;
import holdfast.order.Order;
import holdfast.order.tab.Assignment;
import holdfast.order.tab.Tab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** The real aggregates on a store in memory; each command on its way is noted, and the sender can crash before one. */
final class TabsInMemory {

    /** The sender is gone, before the command is. */
    static final class Crash extends RuntimeException {}

    private final Configuration axon;
    private final List<Object> sent = new ArrayList<>();
    private int crashBefore = -1;

    TabsInMemory() {
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureEmbeddedEventStore(_ -> new InMemoryEventStorageEngine())
                .configureSerializer(_ -> Jackson3Serializer.builder().build())
                .configureAggregate(Order.class)
                .configureAggregate(Tab.class)
                .configureAggregate(Assignment.class)
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

    Commands commands() {
        return new Commands(axon.commandBus());
    }

    private StreamReaders readers() {
        EventStore store = axon.eventStore();
        StoreSettings settings = new StoreSettings(
                Path.of("unused"),
                StoreMode.POSTGRES,
                new StoreSettings.Postgres("", "", ""),
                new StoreSettings.Store(4));
        return new StreamReaders(
                store, new LocalCommits(store), settings, Snapshots.none(), new StreamSettings(100, 1_000));
    }

    OrderStreams orders() {
        return new OrderStreams(readers());
    }

    TabStreams tabs() {
        return new TabStreams(readers());
    }

    /** The names of the commands that were sent since this was asked last. */
    List<String> sent() {
        List<String> since =
                sent.stream().map(command -> command.getClass().getSimpleName()).toList();
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
