package holdfast.app.commandbus;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderState;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.test.utils.RecordingCommandBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final ExpireOrder EXPIRE = new ExpireOrder("o-1", Instant.EPOCH);

    private final RecordingCommandBus bus = new RecordingCommandBus();
    private final Commands commands = new Commands(bus);

    @BeforeEach
    void answer() {
        bus.setCallbackBehavior((_, _) -> OrderState.NONE);
    }

    private MetaData sent() {
        return bus.getDispatchedCommands().getFirst().getMetaData();
    }

    @Test
    void a_command_carries_what_its_sender_gives_it() {
        commands.resultOf(EXPIRE, MetaData.with(CommandMetaData.ACTOR, "till-3"));

        assertThat(sent()).isEqualTo(MetaData.with(CommandMetaData.ACTOR, "till-3"));
    }

    @Test
    void a_command_that_answers_an_event_carries_who_caused_the_event() {
        EventMessage<String> event =
                new GenericEventMessage<>("it happened", MetaData.with(CommandMetaData.ACTOR, "till-3"));
        DefaultUnitOfWork<EventMessage<String>> work = DefaultUnitOfWork.startAndGet(event);
        work.registerCorrelationDataProvider(new SimpleCorrelationDataProvider(CommandMetaData.ACTOR));

        work.execute(() -> commands.send(EXPIRE));

        assertThat(sent()).isEqualTo(MetaData.with(CommandMetaData.ACTOR, "till-3"));
    }
}
