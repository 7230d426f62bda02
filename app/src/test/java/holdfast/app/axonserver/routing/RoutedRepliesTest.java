package holdfast.app.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import holdfast.app.api.problem.ProblemException;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.idempotency.Refusals.MissedEvent;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockRefusal.InsufficientStock;
import holdfast.inventory.StockRefusal.LapsedHoldsInTheWay;
import holdfast.inventory.StockRefusal.StaleVersion;
import holdfast.inventory.StockRefusal.UnknownSku;
import holdfast.inventory.cart.CartRefusal;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderRefusal.ReservationExpired;
import holdfast.order.OrderRefusal.StockNeeded;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What a command ends with on one node means the same on the one that was asked.
 */
class RoutedRepliesTest {

    private static final StockItemId APPLE = new StockItemId("apple", "main");
    private static final Instant DUE = Instant.parse("2026-11-26T08:30:00Z");

    /** What is thrown where the caller asked. */
    private static Throwable after(Throwable failure) {
        RoutedJson json = RoutedJson.of(RoutedCommands.all());
        RoutedReply arrived = json.deserialize(json.serialize(RoutedReplies.of(failure), byte[].class));
        RoutedReplies replies = new RoutedReplies(
                (stream, expected, current) -> List.of(new MissedEvent(stream + " after " + expected, current)));
        return catchThrowable(() -> replies.answer(arrived, "o-1"));
    }

    static Stream<Exception> refusalsToActOn() {
        return Stream.of(
                new StockNeeded(List.of(new ItemQuantity("apple", "main", new BigDecimal("2.50"))), DUE),
                new ReservationExpired(),
                new CartRefusal.Expired(),
                new LapsedHoldsInTheWay(APPLE, List.of("o-7", "o-8")));
    }

    @ParameterizedTest
    @MethodSource("refusalsToActOn")
    void a_refusal_that_the_service_acts_on_is_the_same(Exception refusal) {
        Throwable after = after(refusal);

        assertThat(after).isInstanceOf(CommandRefused.class);
        assertThat(((CommandRefused) after).refusal())
                .usingRecursiveComparison()
                .ignoringFields("stackTrace", "cause", "suppressedExceptions")
                .isEqualTo(refusal);
    }

    static Stream<Exception> refusalsToTell() {
        return Stream.of(
                new InsufficientStock(APPLE, BigDecimal.TWO, BigDecimal.ONE),
                new UnknownSku("apple"),
                new CartRefusal.WindowTooLong(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @MethodSource("refusalsToTell")
    void another_refusal_is_the_same_problem(Exception refusal) {
        assertThat(after(refusal))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        told -> assertThat(told.problem()).isEqualTo(RefusalProblems.of(refusal)));
    }

    @Test
    void whoever_is_stale_is_told_by_the_node_that_was_asked_what_they_missed() {
        StaleVersion stale = new StaleVersion(3, 5);

        assertThat(after(stale))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        told -> assertThat(told.problem())
                                .isEqualTo(RefusalProblems.of(stale)
                                        .with("missedEvents", List.of(new MissedEvent("o-1 after 3", 5)))));
    }

    @Test
    void what_does_not_exist_what_was_first_and_what_was_answered_is_known_as_such() {
        assertThat(after(new AggregateNotFoundException("o-1", "not there")))
                .isInstanceOf(AggregateNotFoundException.class);
        assertThat(after(new ConcurrencyException("first"))).isInstanceOf(ConcurrencyException.class);
        assertThat(after(new DuplicateKeyException("taken"))).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void what_nobody_knows_stays_unknown() {
        assertThat(after(new OutcomeUnknown("broken off", null))).isInstanceOf(OutcomeUnknown.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {CannotCreateTransactionException.class, NullPointerException.class})
    void what_failed_before_its_commit_was_not_handled(Class<? extends Exception> failure) throws Exception {
        Exception failed = failure.getConstructor(String.class).newInstance("no store");

        assertThat(RoutedReplies.of(failed)).isEqualTo(new RoutedReply.NotHandled(failed.toString()));
    }
}
