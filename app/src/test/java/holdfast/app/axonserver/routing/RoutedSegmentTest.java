package holdfast.app.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Claim;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.utils.RecordingCommandBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutedSegmentTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:30:00Z");
    private static final ExpireOrder COMMAND = new ExpireOrder("o-1", NOW);
    private static final Answer PENDING = Answer.OfOrder.pending(200, "o-1");

    private final RecordingCommandBus lanes = new RecordingCommandBus();
    private final RoutedSegment segment = new RoutedSegment(lanes, Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<Object> replies = new ArrayList<>();

    @BeforeEach
    void answer() {
        lanes.setCallbackBehavior((_, _) -> OrderState.NONE);
    }

    private void send(Map<String, ?> metaData) {
        segment.<Object, Object>dispatch(
                GenericCommandMessage.asCommandMessage(COMMAND).andMetaData(metaData),
                (_, result) -> replies.add(result.getPayload()));
    }

    private static MetaData claiming(long until) {
        return MetaData.with(Claim.META_DATA, new Claim("scope", "request", PENDING))
                .and(RoutedSegment.UNTIL, until);
    }

    @Test
    void a_command_is_handled_and_its_answer_is_the_reply() {
        send(claiming(NOW.toEpochMilli()));

        assertThat(lanes.getDispatchedCommands()).hasSize(1);
        assertThat(replies).containsExactly(new RoutedReply.Done(PENDING.completedBy(OrderState.NONE)));
        assertThat(segment.underWay()).isZero();
    }

    @Test
    void a_command_whose_sender_has_given_up_is_not_handled_any_more() {
        send(claiming(NOW.toEpochMilli() - 1));

        assertThat(lanes.getDispatchedCommands()).isEmpty();
        assertThat(replies).singleElement().isInstanceOf(RoutedReply.NotHandled.class);
    }

    @Test
    void a_command_that_could_not_be_told_from_its_repetition_is_not_handled() {
        send(MetaData.with(RoutedSegment.UNTIL, NOW.toEpochMilli()));

        assertThat(lanes.getDispatchedCommands()).isEmpty();
        assertThat(replies).singleElement().isInstanceOf(RoutedReply.NotHandled.class);
    }
}
