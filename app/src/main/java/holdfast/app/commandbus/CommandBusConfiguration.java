package holdfast.app.commandbus;

import holdfast.inventory.StockDefinition;
import holdfast.inventory.StockItem;
import holdfast.order.Order;
import holdfast.order.amendment.Amendment;
import java.util.List;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the aggregates to a command bus whose commands run in transactions of their own. */
@Configuration(proxyBeanMethods = false)
class CommandBusConfiguration {

    private static final long CACHED_AGGREGATES = 20_000;

    /**
     * Commands run on threads of their own, never on the sender's: a command that a process sends commits by itself and
     * does not become part of the process's transaction.
     */
    @Bean(destroyMethod = "shutdown")
    AsynchronousCommandBus commandBus(TransactionManager transactions, List<CorrelationDataProvider> correlation) {
        AsynchronousCommandBus bus = AsynchronousCommandBus.builder()
                .transactionManager(transactions)
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("command-", 0).factory()))
                .build();
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
    ConfigurerModule aggregates() {
        return configurer -> configurer
                .configureAggregate(cached(StockDefinition.class))
                .configureAggregate(cached(StockItem.class))
                .configureAggregate(cached(Order.class))
                .configureAggregate(cached(Amendment.class));
    }

    private static <A> AggregateConfigurer<A> cached(Class<A> aggregate) {
        Cache cache = new BoundedCache(CACHED_AGGREGATES);
        return AggregateConfigurer.defaultConfiguration(aggregate).configureCache(_ -> cache);
    }
}
