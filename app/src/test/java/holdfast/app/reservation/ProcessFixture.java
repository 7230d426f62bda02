package holdfast.app.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.commandbus.Commands;
import holdfast.order.OrderEvent.AffectsStock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.test.utils.RecordingCommandBus;

/** Runs the reservation process and its deadlines in memory: events and time come in, commands and deadlines go out. */
final class ProcessFixture {

    /** The deadlines as a map. */
    private static final class Deadlines implements PaymentDeadlines {
        private final Map<String, Instant> due = new HashMap<>();

        @Override
        public void apply(List<DeadlineChange> changes) {
            for (DeadlineChange change : changes) {
                switch (change) {
                    case DeadlineChange.Set set -> due.put(set.holder(), set.dueAt());
                    case DeadlineChange.Clear clear -> due.remove(clear.holder());
                    case DeadlineChange.None _ -> {}
                }
            }
        }

        @Override
        public List<String> dueAt(Instant time, int limit) {
            return due.keySet().stream()
                    .filter(order -> !time.isBefore(due.get(order)))
                    .toList();
        }
    }

    private final RecordingCommandBus bus = new RecordingCommandBus();
    private final Deadlines deadlines = new Deadlines();
    private final ReservationProcess process;
    private final DeadlineWatch watch;
    private Instant now;

    ProcessFixture(Instant start, Answers answers, Availability availability) {
        now = start;
        bus.setCallbackBehavior(answers);
        Commands commands = new Commands(bus);
        MovableClock clock = new MovableClock(() -> now);
        process = new ReservationProcess(new StockDesk(commands, availability, clock), commands, clock);
        watch = new DeadlineWatch(deadlines, commands, clock);
    }

    void given(AffectsStock event) {
        when(event);
    }

    ProcessFixture when(AffectsStock event) {
        bus.clearCommands();
        deadlines.apply(List.of(process.on(event)));
        return this;
    }

    ProcessFixture whenTimeElapses(Duration time) {
        now = now.plus(time);
        bus.clearCommands();
        watch.expireDue();
        return this;
    }

    /** Exactly these, in this order. */
    ProcessFixture expectCommands(Object... expected) {
        assertThat(bus.getDispatchedCommands())
                .<Object>map(CommandMessage::getPayload)
                .containsExactly(expected);
        return this;
    }

    ProcessFixture expectDeadline(String orderId, Instant due) {
        assertThat(deadlines.due).containsExactly(Map.entry(orderId, due));
        return this;
    }

    ProcessFixture expectNoDeadline() {
        assertThat(deadlines.due).isEmpty();
        return this;
    }
}
