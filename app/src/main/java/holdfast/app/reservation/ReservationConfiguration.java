package holdfast.app.reservation;

import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.StoredTokens;
import holdfast.app.store.StoreSettings;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Connects the reservation and the amendment process to the events. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReservationConfiguration {

    private static final int BATCH = 256;

    @Bean
    DeadLetterSchema deadLetterSchema() {
        return DeadLetterSchema.builder()
                .deadLetterTable("dead_letter_entry")
                .deadLetterIdentifierColumn("dead_letter_id")
                .processingGroupColumn("processing_group")
                .sequenceIdentifierColumn("sequence_identifier")
                .sequenceIndexColumn("sequence_index")
                .messageTypeColumn("message_type")
                .eventIdentifierColumn("event_identifier")
                .timestampColumn("time_stamp")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .metaDataColumn("meta_data")
                .aggregateTypeColumn("aggregate_type")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .tokenTypeColumn("token_type")
                .enqueuedAtColumn("enqueued_at")
                .lastTouchedColumn("last_touched")
                .processingStartedColumn("processing_started")
                .causeTypeColumn("cause_type")
                .causeMessageColumn("cause_message")
                .build();
    }

    @Bean
    EarlierEvents earlierEvents(
            StoreSettings store,
            CommittedEvents events,
            ParkedEvents parked,
            StoredTokens tokens,
            CommitSignal signal,
            ObjectProvider<EventProcessingConfiguration> processing) {
        return store.hasSoleWriter()
                ? new OwnEarlierEvents(events, parked, processing)
                : new SharedEarlierEvents(events, tokens, parked, signal);
    }

    @Bean
    ConfigurerModule reservationProcessing(CommittedEvents events, DeadLetterQueues queues) {
        return configurer -> {
            EventProcessingConfigurer processing = configurer.eventProcessing();
            follow(processing, ReservationBatches.PROCESSING_GROUP, events);
            follow(processing, AmendmentProcess.PROCESSING_GROUP, events);
            processing.registerDeadLetterQueue(
                    AmendmentProcess.PROCESSING_GROUP, _ -> queues.queueOf(AmendmentProcess.PROCESSING_GROUP));
        };
    }

    /** Starts at the first event of the store, on one thread over all nodes. */
    private static void follow(EventProcessingConfigurer processing, String name, CommittedEvents events) {
        processing.registerPooledStreamingEventProcessor(
                name,
                _ -> events,
                (configuration, builder) -> builder.initialSegmentCount(1)
                        .initialToken(source -> source.createTailToken())
                        .batchSize(BATCH));
        processing.registerListenerInvocationErrorHandler(name, _ -> PropagatingErrorHandler.instance());
    }
}
