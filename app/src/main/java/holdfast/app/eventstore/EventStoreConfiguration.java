package holdfast.app.eventstore;

import holdfast.app.snapshots.Snapshots;
import holdfast.app.store.NodeName;
import holdfast.app.store.StoreSettings;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connects Axon's event store to the tables that Flyway made. */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(4);
    private static final long CLAIM_PROVED_MILLIS = 1_000;

    @Bean
    @Primary
    Serializer serializer() {
        return StoredJson.create();
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(Serializer serializer) {
        return serializer;
    }

    /** Lifts events that were stored in an older revision; there are none yet. */
    @Bean
    EventUpcasterChain upcasters() {
        return new EventUpcasterChain();
    }

    @Bean
    EventSchema eventSchema() {
        return EventSchema.builder()
                .eventTable("domain_event")
                .globalIndexColumn("position")
                .aggregateIdentifierColumn("aggregate_id")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("aggregate_type")
                .eventIdentifierColumn("event_id")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("metadata")
                .timestampColumn("recorded_at")
                .build();
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            Serializer serializer,
            EventUpcasterChain upcasters,
            ConnectionProvider connections,
            TransactionManager transactions,
            EventSchema schema,
            CommittedTail tail,
            CommitSignal signal,
            Snapshots snapshots,
            AppendSettings settings) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder()
                .snapshotSerializer(serializer)
                .eventSerializer(serializer)
                .upcasterChain(upcasters)
                .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(schema);
        return new OrderedEventStorageEngine(builder, tail, signal, snapshots, settings);
    }

    @Bean
    CommittedTail committedTail() {
        return new CommittedTail();
    }

    @Bean
    EmbeddedEventStore eventStore(EventStorageEngine engine) {
        return new StagingEventStore(EmbeddedEventStore.builder().storageEngine(engine));
    }

    @Bean
    CommittedEvents committedEvents(
            JdbcClient jdbc,
            Serializer serializer,
            EventUpcasterChain upcasters,
            CommitSignal signal,
            CommittedTail tail,
            StoreSettings settings) {
        return new CommittedEvents(jdbc, serializer, upcasters, signal, tail, settings.hasSoleWriter());
    }

    @Bean
    TokenSchema tokenSchema() {
        return TokenSchema.builder()
                .setTokenTable("token_entry")
                .setProcessorNameColumn("processor_name")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("claimed_at")
                .build();
    }

    /** A claim is proved anew each second: when its node dies another one takes it over within five. */
    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, TokenSchema schema, NodeName node) {
        JdbcTokenStore.Builder builder = JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .claimTimeout(CLAIM_TIMEOUT);
        return new UnbrokenTokenStore(builder, schema, node.toString());
    }

    @Bean
    ConfigurerModule claims(TransactionManager transactions, CommitListener listener) {
        return configurer -> configurer
                .eventProcessing()
                .registerDefaultTransactionManager(_ -> new PatientTransactions(transactions, listener::isRunning))
                .registerPooledStreamingEventProcessorConfiguration((_, processor) ->
                        processor.claimExtensionThreshold(CLAIM_PROVED_MILLIS).tokenClaimInterval(CLAIM_PROVED_MILLIS));
    }
}
