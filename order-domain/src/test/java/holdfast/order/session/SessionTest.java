package holdfast.order.session;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.AggregateOnStore;
import holdfast.order.NewLine;
import holdfast.order.OrderRefusal.InvalidAmount;
import holdfast.order.StateTable;
import holdfast.order.StateTable.Cell;
import holdfast.order.session.SessionCommand.AssignTab;
import holdfast.order.session.SessionCommand.CompleteSession;
import holdfast.order.session.SessionCommand.OpenSession;
import holdfast.order.session.SessionCommand.ReplaceItems;
import holdfast.order.session.SessionCommand.RequestLogout;
import holdfast.order.session.SessionEvent.LogoutRequested;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionEvent.SessionCompleted;
import holdfast.order.session.SessionEvent.SessionItemsReplaced;
import holdfast.order.session.SessionEvent.SessionOpened;
import holdfast.order.session.SessionRefusal.InvalidState;
import holdfast.order.session.SessionRefusal.StaleVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTest {

    private static final UserId ANN = new UserId("ann");
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");

    private static final SessionItem BEANS = item("beans", "2", "10.00");
    private static final SessionItem MILK = item("milk", "0.5", "5.00");

    private static final SessionOpened OPENED = new SessionOpened("ann", "s-1", NINE);
    private static final SessionItemsReplaced WITH_BEANS = new SessionItemsReplaced("ann", "s-1", List.of(BEANS), NINE);
    private static final LogoutRequested LOGOUT = new LogoutRequested("ann", "s-1", NINE);
    private static final SessionCompleted COMPLETED = new SessionCompleted("ann", "s-1", NINE);
    private static final SessionAssigned ASSIGNED =
            new SessionAssigned("ann", "s-1", "table-4", "EUR", List.of(BEANS), NINE);

    private final AggregateTestFixture<Session> session = new AggregateTestFixture<>(Session.class);

    private static SessionItem item(String sku, String quantity, String unitPrice) {
        return new SessionItem(sku, "main", new BigDecimal(quantity), new BigDecimal(unitPrice));
    }

    private static OpenSession open(String sessionId) {
        return new OpenSession(ANN, sessionId, null, TEN);
    }

    private static ReplaceItems replace(@Nullable Long version, SessionItem... items) {
        return new ReplaceItems(ANN, List.of(items), "EUR", version, TEN);
    }

    private static RequestLogout logout() {
        return new RequestLogout(ANN, null, TEN);
    }

    private static CompleteSession complete() {
        return new CompleteSession(ANN, null, TEN);
    }

    private static AssignTab assign(String tab) {
        return new AssignTab(ANN, tab, "EUR", null, TEN);
    }

    private static SessionState stateAfter(SessionEvent... events) {
        SessionState state = SessionState.NONE;
        for (SessionEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    @Nested
    class Before_the_first {

        @Test
        void one_can_be_opened() {
            session.givenNoPriorActivity()
                    .when(new OpenSession(ANN, "s-1", null, NINE))
                    .expectEvents(OPENED)
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-1", SessionStatus.ACTIVE, List.of(), null, null, 1));
        }

        @Test
        void nothing_else_can_be_done() {
            for (SessionCommand command : List.of(replace(0L), logout(), complete(), assign("table-4"))) {
                session.givenNoPriorActivity().when(command).expectException(AggregateNotFoundException.class);
            }
        }
    }

    @Nested
    class Once_active {

        @Test
        void opening_answers_it() {
            session.given(OPENED, WITH_BEANS)
                    .when(open("s-2"))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(OPENED, WITH_BEANS));
        }

        @Test
        void its_items_are_replaced_with_their_decimals_in_one_form() {
            SessionItemsReplaced replaced = new SessionItemsReplaced("ann", "s-1", List.of(BEANS, MILK), TEN);
            session.given(OPENED)
                    .when(replace(1L, item("beans", "2.0", "10"), item("milk", "0.50", "5.0")))
                    .expectEvents(replaced)
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-1", SessionStatus.ACTIVE, List.of(BEANS, MILK), null, null, 2));
        }

        @Test
        void replacing_by_the_same_is_a_new_version_too() {
            session.given(OPENED, WITH_BEANS)
                    .when(replace(2L, BEANS))
                    .expectEvents(new SessionItemsReplaced("ann", "s-1", List.of(BEANS), TEN));
        }

        @Test
        void a_price_must_fit_the_currency() {
            session.given(OPENED).when(replace(1L, item("beans", "1", "9.999"))).expectException(InvalidAmount.class);
            session.given(OPENED)
                    .when(new ReplaceItems(ANN, List.of(BEANS), "XYZ", 1L, TEN))
                    .expectException(InvalidAmount.class);
        }

        @Test
        void a_stale_version_is_refused_with_the_current_one() {
            AggregateOnStore onStore = new AggregateOnStore(Session.class, "user:ann", List.of(OPENED, WITH_BEANS));
            CommandResultMessage<?> result = onStore.send(replace(1L, MILK));
            assertThat(result.exceptionResult()).isInstanceOfSatisfying(StaleVersion.class, stale -> {
                assertThat(stale.expected()).isEqualTo(1);
                assertThat(stale.current()).isEqualTo(2);
            });
            assertThat(onStore.newEvents()).isEmpty();
        }

        @Test
        void every_command_may_name_a_version() {
            for (SessionCommand stale : List.of(
                    new RequestLogout(ANN, 1L, TEN),
                    new CompleteSession(ANN, 1L, TEN),
                    new AssignTab(ANN, "table-4", "EUR", 1L, TEN))) {
                session.given(OPENED, WITH_BEANS).when(stale).expectException(StaleVersion.class);
            }
        }

        @Test
        void logout_is_pending_from_then_on() {
            session.given(OPENED, WITH_BEANS)
                    .when(logout())
                    .expectEvents(new LogoutRequested("ann", "s-1", TEN))
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-1", SessionStatus.PENDING_LOGOUT, List.of(BEANS), null, TEN, 3));
        }

        @Test
        void it_can_be_completed() {
            session.given(OPENED, WITH_BEANS)
                    .when(complete())
                    .expectEvents(new SessionCompleted("ann", "s-1", TEN))
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-1", SessionStatus.COMPLETED, List.of(BEANS), null, null, 3));
        }

        @Test
        void assigning_it_ends_it_and_tells_its_items() {
            session.given(OPENED, WITH_BEANS)
                    .when(assign("table-4"))
                    .expectEvents(new SessionAssigned("ann", "s-1", "table-4", "EUR", List.of(BEANS), TEN))
                    .expectResultMessagePayload(new SessionState(
                            "ann", "s-1", SessionStatus.COMPLETED, List.of(BEANS), "table-4", null, 3));
        }

        @Test
        void its_prices_must_fit_the_currency_of_the_tab() {
            session.given(OPENED, new SessionItemsReplaced("ann", "s-1", List.of(item("beans", "1", "9.99")), NINE))
                    .when(new AssignTab(ANN, "table-4", "JPY", null, TEN))
                    .expectException(InvalidAmount.class);
        }
    }

    @Nested
    class Once_logout_is_pending {

        @Test
        void a_second_logout_answers_the_first_ones_time() {
            session.given(OPENED, LOGOUT)
                    .when(logout())
                    .expectNoEvents()
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-1", SessionStatus.PENDING_LOGOUT, List.of(), null, NINE, 2));
        }

        @Test
        void it_can_still_be_completed_and_keeps_its_logout_time() {
            session.given(OPENED, LOGOUT)
                    .when(complete())
                    .expectEvents(new SessionCompleted("ann", "s-1", TEN))
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-1", SessionStatus.COMPLETED, List.of(), null, NINE, 3));
        }

        @Test
        void it_can_still_be_assigned() {
            session.given(OPENED, WITH_BEANS, LOGOUT)
                    .when(assign("table-4"))
                    .expectEvents(new SessionAssigned("ann", "s-1", "table-4", "EUR", List.of(BEANS), TEN));
        }
    }

    @Nested
    class Once_completed {

        @Test
        void completing_again_answers_it() {
            session.given(OPENED, COMPLETED)
                    .when(complete())
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(OPENED, COMPLETED));
        }

        @Test
        void a_change_is_refused_with_its_status_whatever_version_it_names() {
            for (SessionCommand command : List.of(replace(1L, MILK), replace(2L, MILK), logout(), assign("table-4"))) {
                AggregateOnStore onStore = new AggregateOnStore(Session.class, "user:ann", List.of(OPENED, COMPLETED));
                assertThat(onStore.send(command).exceptionResult())
                        .isInstanceOfSatisfying(
                                InvalidState.class,
                                refusal -> assertThat(refusal.status()).isEqualTo(SessionStatus.COMPLETED));
            }
        }

        @Test
        void a_new_one_can_be_opened_and_starts_empty() {
            session.given(OPENED, WITH_BEANS, LOGOUT, COMPLETED)
                    .when(open("s-2"))
                    .expectEvents(new SessionOpened("ann", "s-2", TEN))
                    .expectResultMessagePayload(
                            new SessionState("ann", "s-2", SessionStatus.ACTIVE, List.of(), null, null, 5));
        }
    }

    @Nested
    class Once_assigned {

        @Test
        void assigning_to_the_same_tab_answers_it() {
            session.given(OPENED, WITH_BEANS, ASSIGNED)
                    .when(assign("table-4"))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(OPENED, WITH_BEANS, ASSIGNED));
        }

        @Test
        void completing_answers_it_with_its_tab() {
            session.given(OPENED, WITH_BEANS, ASSIGNED)
                    .when(complete())
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(OPENED, WITH_BEANS, ASSIGNED));
        }

        @Test
        void assigning_to_another_tab_is_refused() {
            session.given(OPENED, WITH_BEANS, ASSIGNED).when(assign("table-5")).expectException(InvalidState.class);
        }

        @Test
        void the_next_one_can_be_assigned_to_the_same_tab() {
            session.given(OPENED, WITH_BEANS, ASSIGNED, new SessionOpened("ann", "s-2", NINE))
                    .when(assign("table-4"))
                    .expectEvents(new SessionAssigned("ann", "s-2", "table-4", "EUR", List.of(), TEN));
        }

        @Test
        void its_move_has_a_name_of_its_own() {
            assertThat(ASSIGNED.assignmentId()).isEqualTo("assignment:s-1");
            assertThat(BEANS.line()).isEqualTo(new NewLine(null, "beans", "main", BEANS.quantity(), BEANS.unitPrice()));
        }
    }

    @Nested
    class In_the_document {

        private static final Map<String, List<SessionEvent>> SITUATIONS = Map.of(
                "(none)", List.of(),
                "ACTIVE", List.of(OPENED, WITH_BEANS),
                "PENDING_LOGOUT", List.of(OPENED, WITH_BEANS, LOGOUT),
                "COMPLETED", List.of(OPENED, WITH_BEANS, COMPLETED),
                "COMPLETED, after a logout", List.of(OPENED, WITH_BEANS, LOGOUT, COMPLETED),
                "COMPLETED, assigned", List.of(OPENED, WITH_BEANS, ASSIGNED));

        private static final Map<String, SessionCommand> COMMANDS = Map.of(
                "OpenSession", open("s-2"),
                "ReplaceItems", replace(null, MILK),
                "RequestLogout", logout(),
                "CompleteSession", complete(),
                "AssignTab", assign("table-4"),
                "AssignTab, another one", assign("table-5"));

        static List<Cell> cells() throws IOException {
            return StateTable.cells("session-states.md", "Session");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("cells")
        void the_cell_says_what_happens(Cell cell) {
            List<SessionEvent> history = Objects.requireNonNull(SITUATIONS.get(cell.situation()));
            SessionCommand command = Objects.requireNonNull(COMMANDS.get(cell.command()));
            AggregateOnStore onStore = new AggregateOnStore(Session.class, "user:ann", history);
            assertThat(StateTable.outcome(onStore.send(command), onStore.newEvents()))
                    .isEqualTo(cell.content());
        }

        @Test
        void each_situation_and_each_command_has_its_cell_once() throws IOException {
            assertThat(cells().stream().map(cell -> cell.situation() + " / " + cell.command()))
                    .containsExactlyInAnyOrderElementsOf(SITUATIONS.keySet().stream()
                            .flatMap(
                                    situation -> COMMANDS.keySet().stream().map(command -> situation + " / " + command))
                            .toList());
        }

        @Test
        void no_status_and_no_command_is_missing() {
            assertThat(SITUATIONS.values().stream()
                            .map(history -> stateAfter(history.toArray(SessionEvent[]::new))
                                    .status()))
                    .contains(SessionStatus.values());
            assertThat(COMMANDS.values().stream()
                            .<Class<?>>map(Object::getClass)
                            .distinct())
                    .containsExactlyInAnyOrder(SessionCommand.class.getPermittedSubclasses());
        }
    }
}
