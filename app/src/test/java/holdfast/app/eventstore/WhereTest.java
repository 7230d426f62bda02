package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.annotation.AnnotatedMessageHandlingMemberDefinition;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiHandlerDefinition;
import org.junit.jupiter.api.Test;

class WhereTest {

    static final class Listener {

        @EventHandler
        @Where(Unsettled.class)
        void on(String event) {}

        @EventHandler
        void on(Integer event) {}
    }

    private final AnnotationEventHandlerAdapter process = new AnnotationEventHandlerAdapter(
            new Listener(),
            ClasspathParameterResolverFactory.forClass(Listener.class),
            MultiHandlerDefinition.ordered(new ConditionalHandlers(), new AnnotatedMessageHandlingMemberDefinition()));

    @Test
    void a_handler_with_a_condition_is_for_the_events_that_it_holds_for() {
        EventMessage<?> left = GenericEventMessage.asEventMessage("left");

        assertThat(process.canHandle(left)).isTrue();
        assertThat(process.canHandle(SettledEvents.mark(left))).isFalse();
    }

    @Test
    void a_handler_without_one_is_for_all_events() {
        EventMessage<?> event = GenericEventMessage.asEventMessage(7);

        assertThat(process.canHandle(event)).isTrue();
        assertThat(process.canHandle(SettledEvents.mark(event))).isTrue();
    }
}
