package holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.commandbus.CommandMetaData;
import holdfast.app.commandbus.Commands;
import holdfast.order.OrderCommand.ConfirmReservation;
import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

class LogContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final MetaData TRACED =
            MetaData.with(CommandMetaData.TRACE_PARENT, "00-" + TRACE + "-00f067aa0ba902b7-01");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @AfterEach
    void leaveRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void a_lane_tells_its_command_and_the_order() {
        var command = GenericCommandMessage.asCommandMessage(new ConfirmReservation("o-1", NOW));
        DefaultUnitOfWork.startAndGet(command.andMetaData(TRACED))
                .execute(() -> assertThat(LogContext.now())
                        .containsExactlyInAnyOrderEntriesOf(Map.of(
                                "command",
                                "ConfirmReservation",
                                "aggregateId",
                                "o-1",
                                "orderId",
                                "o-1",
                                "traceId",
                                TRACE)));
    }

    @Test
    void a_step_of_a_process_tells_where_it_comes_from() {
        ScopedValue.where(Commands.ORIGIN, TRACED)
                .run(() -> assertThat(LogContext.now()).isEqualTo(Map.of("traceId", TRACE)));
    }

    @Test
    void a_request_tells_its_path_and_the_order_in_it() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/orders/o-1/payments");
        request.addHeader("traceparent", "not one");
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("orderId", "o-1"));
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));

        assertThat(LogContext.now()).isEqualTo(Map.of("request", "POST /v1/orders/o-1/payments", "orderId", "o-1"));
    }

    @Test
    void any_other_thread_tells_nothing() {
        assertThat(LogContext.now()).isEmpty();
    }
}
