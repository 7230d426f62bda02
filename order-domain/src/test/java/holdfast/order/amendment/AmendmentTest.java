package holdfast.order.amendment;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.AggregateOnStore;
import holdfast.order.ItemQuantity;
import holdfast.order.NewLine;
import holdfast.order.OrderStatus;
import holdfast.order.Shortage;
import holdfast.order.StateTable;
import holdfast.order.StateTable.Cell;
import holdfast.order.amendment.AmendmentCommand.ApplyAmendment;
import holdfast.order.amendment.AmendmentCommand.RefuseAmendment;
import holdfast.order.amendment.AmendmentCommand.RequestAddition;
import holdfast.order.amendment.AmendmentCommand.RequestIncrease;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.AmendmentApplied;
import holdfast.order.amendment.AmendmentEvent.AmendmentRefused;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import holdfast.order.amendment.AmendmentRefusal.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AmendmentTest {

    private static final String AMENDMENT = "amendment-1";
    private static final String ORDER = "order-1";
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");

    private static final List<NewLine> LINES =
            List.of(new NewLine(null, "milk", "main", BigDecimal.ONE, new BigDecimal("5")));
    private static final List<ItemQuantity> NEEDED = List.of(new ItemQuantity("milk", "main", BigDecimal.ONE));
    private static final AmendmentRefusal SHORT =
            AmendmentRefusal.insufficientStock(List.of(new Shortage("milk", "main", BigDecimal.ONE, BigDecimal.ZERO)));

    private static final AdditionRequested ADDITION =
            new AdditionRequested(AMENDMENT, ORDER, LINES, NEEDED, TEN, 2L, NINE);
    private static final IncreaseRequested INCREASE =
            new IncreaseRequested(AMENDMENT, ORDER, "2", BigDecimal.TWO, NEEDED, TEN, null, NINE);
    private static final AmendmentApplied APPLIED = new AmendmentApplied(AMENDMENT, ORDER, 3, NINE);
    private static final AmendmentRefused REFUSED = new AmendmentRefused(AMENDMENT, ORDER, SHORT, NINE);

    private final AggregateTestFixture<Amendment> amendment = new AggregateTestFixture<>(Amendment.class);

    @Nested
    class Before_it_was_requested {

        @Test
        void an_addition_can_be_requested() {
            amendment
                    .givenNoPriorActivity()
                    .when(new RequestAddition(AMENDMENT, ORDER, LINES, NEEDED, TEN, 2L, NINE))
                    .expectEvents(ADDITION)
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, null, null, 1));
        }

        @Test
        void an_increase_can_be_requested() {
            amendment
                    .givenNoPriorActivity()
                    .when(new RequestIncrease(AMENDMENT, ORDER, "2", BigDecimal.TWO, NEEDED, TEN, null, NINE))
                    .expectEvents(INCREASE)
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, null, null, 1));
        }

        @Test
        void it_can_be_neither_applied_nor_refused() {
            amendment
                    .givenNoPriorActivity()
                    .when(new ApplyAmendment(AMENDMENT, 3, NINE))
                    .expectException(AggregateNotFoundException.class);
            amendment
                    .givenNoPriorActivity()
                    .when(new RefuseAmendment(AMENDMENT, SHORT, NINE))
                    .expectException(AggregateNotFoundException.class);
        }
    }

    @Nested
    class Once_requested {

        @Test
        void it_can_be_applied() {
            amendment
                    .given(ADDITION)
                    .when(new ApplyAmendment(AMENDMENT, 3, NINE))
                    .expectEvents(APPLIED)
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, 3L, null, 2));
        }

        @Test
        void it_can_be_refused() {
            amendment
                    .given(INCREASE)
                    .when(new RefuseAmendment(AMENDMENT, SHORT, NINE))
                    .expectEvents(REFUSED)
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, null, SHORT, 2));
        }
    }

    @Nested
    class Once_applied {

        @Test
        void it_stays_applied_in_the_version_it_was() {
            amendment
                    .given(ADDITION, APPLIED)
                    .when(new ApplyAmendment(AMENDMENT, 7, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, 3L, null, 2));
        }

        @Test
        void it_is_not_refused_any_more() {
            amendment
                    .given(ADDITION, APPLIED)
                    .when(new RefuseAmendment(AMENDMENT, SHORT, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, 3L, null, 2));
        }
    }

    @Nested
    class Once_refused {

        @Test
        void it_stays_refused_for_the_first_reason() {
            amendment
                    .given(ADDITION, REFUSED)
                    .when(new RefuseAmendment(
                            AMENDMENT, AmendmentRefusal.because(Reason.RESERVATION_EXPIRED, null), TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, null, SHORT, 2));
        }

        @Test
        void it_is_not_applied_any_more() {
            amendment
                    .given(ADDITION, REFUSED)
                    .when(new ApplyAmendment(AMENDMENT, 3, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new AmendmentState(AMENDMENT, ORDER, null, SHORT, 2));
        }
    }

    @Nested
    class A_refusal {

        @Test
        void names_the_status_that_did_not_allow_it() {
            assertThat(AmendmentRefusal.invalidState(OrderStatus.PAID, "paid meanwhile"))
                    .isEqualTo(new AmendmentRefusal(
                            Reason.INVALID_STATE, "paid meanwhile", List.of(), OrderStatus.PAID, null, null));
        }

        @Test
        void names_both_versions_when_one_was_stale() {
            assertThat(AmendmentRefusal.staleVersion(2, 5))
                    .isEqualTo(new AmendmentRefusal(Reason.STALE_VERSION, null, List.of(), null, 2L, 5L));
        }
    }

    @Nested
    class In_the_document {

        private static final Map<String, List<AmendmentEvent>> SITUATIONS = Map.of(
                "(none)", List.of(),
                "requested", List.of(ADDITION),
                "applied", List.of(ADDITION, APPLIED),
                "refused", List.of(ADDITION, REFUSED));

        private static final Map<String, AmendmentCommand> DECISIONS = Map.of(
                "ApplyAmendment", new ApplyAmendment(AMENDMENT, 3, NINE),
                "RefuseAmendment", new RefuseAmendment(AMENDMENT, SHORT, NINE));

        private static final Map<String, AmendmentCommand> REQUESTS = Map.of(
                "RequestAddition", new RequestAddition(AMENDMENT, ORDER, LINES, NEEDED, TEN, 2L, NINE),
                "RequestIncrease", new RequestIncrease(AMENDMENT, ORDER, "2", BigDecimal.TWO, NEEDED, TEN, null, NINE));

        static List<Cell> cells() throws IOException {
            return StateTable.cells("Amendment");
        }

        static List<Cell> beginnings() throws IOException {
            return StateTable.cells("New amendment");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("beginnings")
        void the_cell_says_how_it_begins(Cell cell) {
            AmendmentCommand command = Objects.requireNonNull(REQUESTS.get(cell.command()));
            AggregateOnStore onStore = new AggregateOnStore(Amendment.class, AMENDMENT, List.of());
            assertThat(StateTable.outcome(onStore.send(command), onStore.newEvents()))
                    .isEqualTo(cell.content());
        }

        @Test
        void no_command_is_missing() throws IOException {
            assertThat(beginnings().stream().map(Cell::command)).containsExactlyInAnyOrderElementsOf(REQUESTS.keySet());
            assertThat(Stream.of(REQUESTS, DECISIONS)
                            .flatMap(commands -> commands.values().stream())
                            .<Class<?>>map(Object::getClass))
                    .containsExactlyInAnyOrder(AmendmentCommand.class.getPermittedSubclasses());
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("cells")
        void the_cell_says_what_happens(Cell cell) {
            List<AmendmentEvent> history = Objects.requireNonNull(SITUATIONS.get(cell.situation()));
            AmendmentCommand command = Objects.requireNonNull(DECISIONS.get(cell.command()));
            AggregateOnStore onStore = new AggregateOnStore(Amendment.class, AMENDMENT, history);
            assertThat(StateTable.outcome(onStore.send(command), onStore.newEvents()))
                    .isEqualTo(cell.content());
        }

        @Test
        void each_situation_and_each_decision_has_its_cell_once() throws IOException {
            assertThat(cells().stream().map(cell -> cell.situation() + " / " + cell.command()))
                    .containsExactlyInAnyOrderElementsOf(SITUATIONS.keySet().stream()
                            .flatMap(situation ->
                                    DECISIONS.keySet().stream().map(decision -> situation + " / " + decision))
                            .toList());
        }
    }
}
