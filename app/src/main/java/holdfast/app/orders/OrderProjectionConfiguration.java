package holdfast.app.orders;

import holdfast.app.eventstore.CommittedEvents;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the list of orders to the events. */
@Configuration(proxyBeanMethods = false)
class OrderProjectionConfiguration {

    private static final int BATCH = 500;

    @Bean
    ConfigurerModule orderListProcessing(CommittedEvents events) {
        return configurer -> configurer
                .eventProcessing()
                .registerPooledStreamingEventProcessor(
                        OrderProjection.PROCESSING_GROUP,
                        _ -> events.gathered(),
                        (configuration, builder) -> builder.initialSegmentCount(1)
                                .initialToken(source -> source.createTailToken())
                                .batchSize(BATCH))
                .registerListenerInvocationErrorHandler(
                        OrderProjection.PROCESSING_GROUP, _ -> PropagatingErrorHandler.instance());
    }
}
