package holdfast.app.stock;

import holdfast.app.eventstore.CommittedEvents;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the read models of stock to the events. */
@Configuration(proxyBeanMethods = false)
class StockProjectionConfiguration {

    /** A batch costs the same few statements whatever its size; a processor has up to 1,024 events waiting. */
    private static final int BATCH = 1_000;

    @Bean
    ConfigurerModule stockProcessing(CommittedEvents events) {
        return configurer -> configurer
                .eventProcessing()
                .registerPooledStreamingEventProcessor(
                        StockProjection.PROCESSING_GROUP,
                        _ -> events.gathered(),
                        (configuration, builder) -> builder.initialSegmentCount(1)
                                .initialToken(source -> source.createTailToken())
                                .batchSize(BATCH))
                .registerListenerInvocationErrorHandler(
                        StockProjection.PROCESSING_GROUP, _ -> PropagatingErrorHandler.instance());
    }
}
