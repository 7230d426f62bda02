package holdfast.app.axonserver;

import holdfast.app.axonserver.routing.AxonServerRoute;
import holdfast.app.axonserver.routing.RoutingDeadline;
import holdfast.app.eventstore.Turns;
import holdfast.app.idempotency.IdempotencyRecords;
import holdfast.app.idempotency.Refusals;
import holdfast.app.store.NodeName;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Keeps the events in Axon Server, which is reached by Axon's own settings: {@code axon.axonserver.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "holdfast.mode", havingValue = "axonserver")
class AxonServerMode {

    private static final String SETTINGS = "axon.axonserver";
    private static final long CONNECT_MILLIS = 2_000;

    /** Not Axon's bean of this type: that would connect its command and event bus too. */
    static AxonServerConfiguration settings(Environment environment) {
        AxonServerConfiguration settings = new AxonServerConfiguration();
        settings.setComponentName("holdfast");
        settings.setSuppressDownloadMessage(true);
        settings.setConnectTimeout(CONNECT_MILLIS);
        Binder.get(environment).bind(SETTINGS, Bindable.ofInstance(settings));
        return settings;
    }

    @Bean
    LastFailure lastFailure() {
        return new LastFailure();
    }

    @Bean(destroyMethod = "shutdown")
    AxonServerConnectionManager axonServerConnections(
            Environment environment, NodeName node, LastFailure failure, LogSettings log) {
        AxonServerConfiguration settings = settings(environment);
        if (!environment.containsProperty(SETTINGS + ".client-id")) {
            // Axon's default is the same for all nodes of a process, and often after a restart.
            settings.setClientId(node.toString().replace('/', '-'));
        }
        return AxonServerConnectionManager.builder()
                .axonServerConfiguration(settings)
                .channelCustomizer(channel -> channel.intercept(failure, new RoutingDeadline(log.routingPatience())))
                .build();
    }

    @Bean
    EventLog eventLog(
            AxonServerConnectionManager connections,
            Environment environment,
            LastFailure failure,
            LogSettings settings) {
        return new AxonServerLog(
                () -> connections.getConnection().eventChannel(),
                settings(environment).getServers(),
                failure,
                settings.patience());
    }

    @Bean
    LogPosition logPosition(JdbcClient jdbc) {
        return new LogPosition(jdbc);
    }

    @Bean
    LogAppender logAppender(EventLog log, LogPosition position, EventStore store, Serializer serializer, Clock clock) {
        return new LogAppender(log, position, store, serializer, clock);
    }

    @Bean
    LogCatchUp logCatchUp(
            EventLog log,
            LogPosition position,
            JdbcClient jdbc,
            IdempotencyRecords records,
            Turns turns,
            PlatformTransactionManager transactions) {
        return new LogCatchUp(log, position, new LoggedEvents(jdbc), records, turns, transactions);
    }

    @Bean
    LogLink logLink() {
        return new LogLink();
    }

    @Bean
    LogTurns logTurns(Turns turns, LogLink link, LogCatchUp catchUp, LogPosition position) {
        return new LogTurns(turns, link, catchUp, position);
    }

    /** Without it each node handles what it is asked for. */
    @Bean
    @ConditionalOnBooleanProperty(name = "holdfast.axonserver.routing", matchIfMissing = true)
    AxonServerRoute axonServerRoute(
            AxonServerConnectionManager connections,
            Environment environment,
            CommandBus lanes,
            Refusals refusals,
            LogLink link,
            LogSettings settings,
            Clock clock,
            MeterRegistry registry) {
        return new AxonServerRoute(
                connections,
                settings(environment),
                lanes,
                refusals,
                () -> link.trouble() == null,
                settings.routingPatience(),
                clock,
                registry);
    }

    @Bean
    LogWatch logWatch(LogLink link, LogCatchUp catchUp, Optional<AxonServerRoute> route, Environment environment) {
        Runnable reached = () -> route.ifPresent(AxonServerRoute::open);
        return new LogWatch(link, catchUp, reached, settings(environment).getServers());
    }

    @Bean
    LogHealth axonServerHealthIndicator(LogLink link) {
        return new LogHealth(link);
    }
}
