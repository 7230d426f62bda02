package holdfast.app.commandbus;

import holdfast.app.eventstore.Turns;
import holdfast.app.tracing.Traces;
import holdfast.inventory.StockDefinition;
import holdfast.inventory.StockItem;
import holdfast.inventory.cart.Cart;
import holdfast.order.Order;
import holdfast.order.amendment.Amendment;
import holdfast.order.session.Session;
import holdfast.order.tab.Assignment;
import holdfast.order.tab.Tab;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the aggregates to a command bus of lanes. */
@Configuration(proxyBeanMethods = false)
class CommandBusConfiguration {

    @Bean(destroyMethod = "drain")
    LaneCommandBus commandBus(
            TransactionManager transactions,
            List<CorrelationDataProvider> correlation,
            Turns turns,
            NewStreams newStreams,
            GroupSequels sequels,
            LaneSettings settings,
            Traces traces,
            MeterRegistry registry) {
        // The transaction belongs to the group: a command that fails must not mark it for rollback.
        SimpleCommandBus.Builder builder = SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE);
        LaneMetrics metrics = new LaneMetrics(registry);
        GroupCommit commit = new GroupCommit(transactions, turns, newStreams, sequels, metrics);
        LaneCommandBus bus = new LaneCommandBus(
                builder, AggregateRouting.BY_AGGREGATE_ID, settings, commit, new CommandSpans(traces), metrics);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(correlation));
        return bus;
    }

    @Bean
    CorrelationDataProvider messageOrigin() {
        return new MessageOriginProvider();
    }

    /** Who did it, and in which trace, is kept with each event. */
    @Bean
    CorrelationDataProvider actorAndTrace() {
        return new SimpleCorrelationDataProvider(CommandMetaData.ACTOR, CommandMetaData.TRACE_PARENT);
    }

    @Bean
    ConfigurerModule aggregates(AggregateCaches caches) {
        return configurer -> configurer
                .configureAggregate(cached(StockDefinition.class, caches, _ -> 1))
                .configureAggregate(cached(StockItem.class, caches, StockItem::parts))
                .configureAggregate(cached(Cart.class, caches, _ -> 1))
                .configureAggregate(cached(Order.class, caches, Order::parts))
                .configureAggregate(cached(Amendment.class, caches, _ -> 1))
                .configureAggregate(cached(Session.class, caches, _ -> 1))
                .configureAggregate(cached(Tab.class, caches, _ -> 1))
                .configureAggregate(cached(Assignment.class, caches, _ -> 1));
    }

    /** Without locks: all commands of an aggregate are on one lane. */
    private static <A> AggregateConfigurer<A> cached(
            Class<A> aggregate, AggregateCaches caches, ToIntFunction<A> parts) {
        Cache cache = caches.create(entry -> partsOf(entry, parts));
        return AggregateConfigurer.defaultConfiguration(aggregate)
                .configureCache(_ -> cache)
                .configureCommandTargetResolver(_ -> CommandBusConfiguration::targetOf)
                .configureLockFactory(_ -> NullLockFactory.INSTANCE);
    }

    /** Axon's own resolver looks through all annotations of each command for a version, which ours name otherwise. */
    private static VersionedAggregateIdentifier targetOf(CommandMessage<?> command) {
        return new VersionedAggregateIdentifier(
                Objects.requireNonNull(AggregateRouting.BY_AGGREGATE_ID.getRoutingKey(command)), null);
    }

    /** Axon shows what it keeps in the cache only by taking it out again. */
    @SuppressWarnings("unchecked")
    private static <A> int partsOf(Object entry, ToIntFunction<A> parts) {
        return entry instanceof AggregateCacheEntry<?> kept
                ? ((AggregateCacheEntry<A>) kept)
                        .recreateAggregate(null, null, null)
                        .invoke(parts::applyAsInt)
                : 1;
    }
}
