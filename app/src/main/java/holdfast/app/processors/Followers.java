package holdfast.app.processors;

import holdfast.app.eventstore.CommittedEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets each {@link Follower} follow the committed events. */
@Configuration(proxyBeanMethods = false)
class Followers {

    @Bean
    ConfigurerModule following(List<Follower> followers, CommittedEvents events) {
        return configurer -> followers.forEach(follower -> follow(configurer.eventProcessing(), follower, events));
    }

    /** Starts at the first event of the store, on one thread over all nodes; a failure stops it, nothing is skipped. */
    private static void follow(EventProcessingConfigurer processing, Follower follower, CommittedEvents events) {
        processing.registerPooledStreamingEventProcessor(
                follower.name(),
                configuration -> sourceOf(follower, handledBy(follower.listener(), configuration), events),
                (configuration, builder) -> builder.initialSegmentCount(1)
                        .initialToken(source -> source.createTailToken())
                        .batchSize(follower.batch()));
        processing.registerListenerInvocationErrorHandler(follower.name(), _ -> PropagatingErrorHandler.instance());
    }

    /** Whom an answer waits for is woken by each commit; read models take what comes within moments together. */
    private static StreamableMessageSource<TrackedEventMessage<?>> sourceOf(
            Follower follower, Predicate<EventMessage<?>> handled, CommittedEvents events) {
        return switch (follower.kind()) {
            case READ_MODEL -> events.gathered(handled);
            case PROCESS -> events.concerning(handled);
        };
    }

    private static Predicate<EventMessage<?>> handledBy(
            Class<?> listener, org.axonframework.config.Configuration configuration) {
        List<MessageHandlingMember<?>> handlers = new ArrayList<>();
        AnnotatedHandlerInspector.inspectType(
                        listener, configuration.parameterResolverFactory(), configuration.handlerDefinition(listener))
                .getAllHandlers()
                .values()
                .forEach(handlers::addAll);
        return event -> handlers.stream().anyMatch(handler -> handler.canHandle(event));
    }
}
