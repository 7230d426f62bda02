package holdfast.app.eventstore;

import java.lang.reflect.Executable;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.springframework.beans.BeanUtils;
import org.springframework.stereotype.Component;

/** Lets event handlers be for some events only, see {@link Where}. */
@Component
class ConditionalHandlers implements HandlerEnhancerDefinition {

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        return handler.unwrap(Executable.class)
                .map(method -> method.getAnnotation(Where.class))
                .<MessageHandlingMember<T>>map(
                        where -> new Conditional<>(handler, BeanUtils.instantiateClass(where.value())))
                .orElse(handler);
    }

    private static final class Conditional<T> extends WrappedMessageHandlingMember<T> {

        private final EventCondition condition;

        private Conditional(MessageHandlingMember<T> handler, EventCondition condition) {
            super(handler);
            this.condition = condition;
        }

        @Override
        public boolean canHandle(Message<?> message) {
            return super.canHandle(message) && message instanceof EventMessage<?> event && condition.holds(event);
        }
    }
}
