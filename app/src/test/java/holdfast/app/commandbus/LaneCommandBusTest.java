package holdfast.app.commandbus;

import static holdfast.app.commandbus.LaneService.LINES;
import static holdfast.app.commandbus.LaneService.NOW;
import static holdfast.app.commandbus.LaneService.add;
import static holdfast.app.commandbus.LaneService.cancel;
import static holdfast.app.commandbus.LaneService.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.commandbus.HeldLane.Answer;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderRefusal;
import holdfast.order.OrderState;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the whole service: commands of all fates in one group. */
@BesideOthers
class LaneCommandBusTest {

    private static final Work TRANSACTION =
            new Work(() -> LaneCommandBusTest.service.inTransaction("select pg_current_xact_id()::text"));

    @TempDir
    static Path data;

    private static LaneService service;

    @BeforeAll
    static void start() {
        service = LaneService.start(data);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HeldLane hold() throws InterruptedException {
        return HeldLane.of(service.bean(CommandBus.class));
    }

    private static PayOrder pay(String orderId) {
        return new PayOrder(orderId, "p-1", new BigDecimal("2.00"), "card", null, NOW);
    }

    private static void assertVersion(Answer answer, long version) {
        assertThat(answer.get())
                .isInstanceOfSatisfying(
                        OrderState.class, state -> assertThat(state.version()).isEqualTo(version));
    }

    private static void assertStale(Answer answer, long expected, long current) {
        assertThat(answer.get()).isInstanceOfSatisfying(OrderRefusal.StaleVersion.class, stale -> {
            assertThat(stale.expected()).isEqualTo(expected);
            assertThat(stale.current()).isEqualTo(current);
        });
    }

    @Test
    void each_command_of_a_group_gets_its_own_result() throws Exception {
        double splits = service.splits();
        try (HeldLane lane = hold()) {
            Answer first = lane.send(TRANSACTION);
            Answer placed =
                    lane.send(new PlaceOrder("placed", null, null, "EUR", LINES, null, Duration.ofMinutes(5), NOW));
            Answer drafted = lane.send(draft("drafted"));
            Answer refused = lane.send(pay("drafted"));
            Answer stale = lane.send(cancel("drafted", 0L));
            Answer future = lane.send(cancel("drafted", 7L));
            Answer unknown = lane.send(cancel("unknown", null));
            Answer cancelled = lane.send(cancel("drafted", 1L));
            Answer last = lane.send(TRANSACTION);
            lane.release();

            assertVersion(placed, 1);
            assertVersion(drafted, 1);
            assertThat(refused.get()).isInstanceOf(OrderRefusal.InvalidState.class);
            assertStale(stale, 0, 1);
            assertStale(future, 7, 1);
            assertThat(unknown.get()).isInstanceOf(AggregateNotFoundException.class);
            assertVersion(cancelled, 2);
            assertThat(last.get()).as("transaction").isEqualTo(first.get());
        }
        assertThat(service.splits()).isEqualTo(splits);
        assertThat(service.stored("placed")).startsWith("OrderPlaced").containsOnlyOnce("OrderPlaced");
        assertThat(service.stored("drafted")).containsExactly("OrderDrafted", "OrderCancelled");
        assertThat(service.stored("unknown")).isEmpty();
    }

    @Test
    void a_command_that_throws_takes_its_own_events_back_and_no_others() throws Exception {
        service.bean(Commands.class).send(draft("older"));
        double splits = service.splits();
        try (HeldLane lane = hold()) {
            Answer first = lane.send(TRANSACTION);
            Answer drafted = lane.send(draft("newer"));
            Answer thrownOnNewer = lane.send(new Work(() -> cancelAndThrow("newer")));
            Answer thrownOnOlder = lane.send(new Work(() -> cancelAndThrow("older")));
            Answer addedToNewer = lane.send(add("newer", 1L));
            Answer addedToOlder = lane.send(add("older", 1L));
            Answer thrownAgain = lane.send(new Work(() -> cancelAndThrow("older")));
            Answer last = lane.send(TRANSACTION);
            lane.release();

            assertVersion(drafted, 1);
            assertThat(thrownOnNewer.get()).isInstanceOf(ArithmeticException.class);
            assertThat(thrownOnOlder.get()).isInstanceOf(ArithmeticException.class);
            assertVersion(addedToNewer, 2);
            assertVersion(addedToOlder, 2);
            assertThat(thrownAgain.get()).isInstanceOf(ArithmeticException.class);
            assertThat(last.get()).as("transaction").isEqualTo(first.get());
        }
        assertThat(service.splits()).isEqualTo(splits);
        assertThat(service.stored("newer")).containsExactly("OrderDrafted", "LinesAdded");
        assertThat(service.stored("older")).containsExactly("OrderDrafted", "LinesAdded");
        assertThat(service.bean(Commands.class).send(cancel("older", 2L)).version())
                .isEqualTo(3);
    }

    private static @Nullable Object cancelAndThrow(String orderId) throws Exception {
        service.orders().load(orderId).handle(GenericCommandMessage.asCommandMessage(cancel(orderId, null)));
        throw new ArithmeticException("For a test, after the event");
    }

    @Test
    void what_waits_and_how_each_command_ended_is_measured() throws Exception {
        double groups = groupSizes().totalAmount();
        double conflicts = ended("conflict");
        double failures = ended("failed");
        double successes = ended("success");
        try (HeldLane lane = hold()) {
            Answer done = lane.send(new Work(() -> "done"));
            Answer failed = lane.send(new Work(() -> 1 / Integer.parseInt("0")));
            Answer late = lane.send(new Work(() -> {
                throw new ConcurrencyException("Another writer was first, for a test");
            }));
            assertThat(meters().get("holdfast.commands.queue").gauge().value()).isEqualTo(3);
            lane.release();

            assertThat(done.get()).isEqualTo("done");
            assertThat(failed.get()).isInstanceOf(ArithmeticException.class);
            assertThat(late.get()).isInstanceOf(ConcurrencyException.class);
        }
        // Whoever is answered need not wait for that to be counted.
        await().untilAsserted(() -> assertThat(ended("success")).isEqualTo(successes + 2));
        assertThat(ended("failed")).isEqualTo(failures + 1);
        assertThat(ended("conflict")).isEqualTo(conflicts + 1);
        assertThat(groupSizes().totalAmount()).isEqualTo(groups + 4);
        assertThat(groupSizes().max()).isGreaterThanOrEqualTo(3);
        assertThat(meters().get("holdfast.commands.queue").gauge().value()).isZero();
    }

    private static MeterRegistry meters() {
        return service.bean(MeterRegistry.class);
    }

    private static DistributionSummary groupSizes() {
        return meters().get("holdfast.commands.group").summary();
    }

    /** How many commands of a test ended so. */
    private static double ended(String outcome) {
        Timer timer = meters().find("holdfast.commands.latency")
                .tags("command", "Work", "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
