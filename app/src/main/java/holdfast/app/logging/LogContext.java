package holdfast.app.logging;

import holdfast.app.commandbus.CommandMetaData;
import holdfast.app.commandbus.Commands;
import holdfast.order.OrderCommand;
import holdfast.order.OrderEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/** What the current thread is at, whichever kind of thread it is: a request, a command of a lane, a step of a process. */
final class LogContext {

    static final String TRACE = "traceId";
    static final String REQUEST = "request";
    static final String COMMAND = "command";
    static final String EVENT = "event";
    static final String AGGREGATE = "aggregateId";
    static final String ORDER = "orderId";

    private static final AnnotationRoutingStrategy ROUTING = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(_ -> null)
            .annotationType(TargetAggregateIdentifier.class)
            .build();

    private final Map<String, String> fields = new LinkedHashMap<>();

    private LogContext() {}

    /** Neither bodies nor keys are among the fields. */
    static Map<String, String> now() {
        LogContext context = new LogContext();
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
            context.take(request.getRequest());
        }
        if (Commands.ORIGIN.isBound()) {
            context.takeTrace(Commands.ORIGIN.get().get(CommandMetaData.TRACE_PARENT));
        }
        if (CurrentUnitOfWork.isStarted()) {
            context.take(CurrentUnitOfWork.get().getMessage());
        }
        return context.fields;
    }

    private void take(HttpServletRequest request) {
        put(REQUEST, request.getMethod() + " " + request.getRequestURI());
        takeTrace(request.getHeader("traceparent"));
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> known) {
            put(ORDER, known.get(ORDER));
        }
    }

    /** A unit of work around a group has no message. */
    private void take(@Nullable Message<?> message) {
        switch (message) {
            case CommandMessage<?> command -> {
                put(COMMAND, command.getPayloadType().getSimpleName());
                put(AGGREGATE, ROUTING.getRoutingKey(command));
            }
            case EventMessage<?> event -> put(EVENT, event.getPayloadType().getSimpleName());
            case null, default -> {}
        }
        if (message instanceof DomainEventMessage<?> event) {
            put(AGGREGATE, event.getAggregateIdentifier());
        }
        if (message != null) {
            takeTrace(message.getMetaData().get(CommandMetaData.TRACE_PARENT));
            put(ORDER, orderOf(message.getPayload()));
        }
    }

    private static @Nullable String orderOf(@Nullable Object payload) {
        return switch (payload) {
            case OrderCommand command -> command.orderId();
            case OrderEvent event -> event.orderId();
            case null, default -> null;
        };
    }

    /** The id of a W3C trace context; whatever else a caller sent is left out. */
    private void takeTrace(@Nullable Object traceParent) {
        if (traceParent instanceof String text && text.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*")) {
            put(TRACE, text.substring(3, 35));
        }
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
