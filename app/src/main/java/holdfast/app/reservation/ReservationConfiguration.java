package holdfast.app.reservation;

import holdfast.app.eventstore.CommittedEvents;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.SagaConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSqlSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Connects the reservation saga and the amendment process to the events. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReservationConfiguration {

    @Bean
    SagaSqlSchema sagaSqlSchema() {
        return new PostgresSagaSqlSchema(SagaSchema.builder()
                .sagaEntryTable("saga_entry")
                .sagaIdColumn("saga_id")
                .sagaTypeColumn("saga_type")
                .serializedSagaColumn("serialized_saga")
                .associationValueEntryTable("association_value_entry")
                .associationKeyColumn("association_key")
                .associationValueColumn("association_value")
                .build());
    }

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
    ConfigurerModule reservationProcessing(CommittedEvents events, DeadLetterQueues queues) {
        return configurer -> {
            EventProcessingConfigurer processing = configurer.eventProcessing();
            processing.registerSaga(ReservationSaga.class, saga -> configure(saga, queues));
            follow(processing, ReservationSaga.PROCESSING_GROUP, events);
            follow(processing, AmendmentProcess.PROCESSING_GROUP, events);
            processing.registerDeadLetterQueue(
                    AmendmentProcess.PROCESSING_GROUP, _ -> queues.queueOf(AmendmentProcess.PROCESSING_GROUP));
            processing.registerListenerInvocationErrorHandler(
                    AmendmentProcess.PROCESSING_GROUP, _ -> PropagatingErrorHandler.instance());
        };
    }

    private static void configure(SagaConfigurer<ReservationSaga> saga, DeadLetterQueues queues) {
        saga.configureSagaManager(configuration ->
                ParkingSagaManager.create(configuration, queues.queueOf(ReservationSaga.PROCESSING_GROUP)));
    }

    /** Starts at the first event of the store, and handles one event per transaction: each is a process step. */
    private static void follow(EventProcessingConfigurer processing, String name, CommittedEvents events) {
        processing.registerPooledStreamingEventProcessor(
                name,
                _ -> events,
                (configuration, builder) -> builder.initialSegmentCount(1)
                        .initialToken(source -> source.createTailToken())
                        .batchSize(1));
    }
}
