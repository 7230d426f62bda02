package holdfast.order.tab;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.AggregateOnStore;
import holdfast.order.StateTable;
import holdfast.order.StateTable.Cell;
import holdfast.order.tab.TabCommand.CloseTabOrder;
import holdfast.order.tab.TabCommand.OpenTabOrder;
import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TabTest {

    private static final TabId TABLE = new TabId("table-4");
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");

    private static final TabOrderOpened OPENED = new TabOrderOpened("table-4", "o-1", "EUR", NINE);
    private static final TabOrderClosed CLOSED = new TabOrderClosed("table-4", "o-1", NINE);

    private final AggregateTestFixture<Tab> tab = new AggregateTestFixture<>(Tab.class);

    private static OpenTabOrder open(String orderId, String currency) {
        return new OpenTabOrder(TABLE, orderId, currency, TEN);
    }

    private static CloseTabOrder close(String orderId) {
        return new CloseTabOrder(TABLE, orderId, TEN);
    }

    @Nested
    class Without_an_open_order {

        @Test
        void the_first_one_that_is_asked_for_is_opened() {
            tab.givenNoPriorActivity()
                    .when(new OpenTabOrder(TABLE, "o-1", "EUR", NINE))
                    .expectEvents(OPENED)
                    .expectResultMessagePayload(new TabState("table-4", "o-1", "EUR", NINE, 1));
        }

        @Test
        void the_next_one_is_opened_when_one_was_closed() {
            tab.given(OPENED, CLOSED)
                    .when(open("o-2", "EUR"))
                    .expectEvents(new TabOrderOpened("table-4", "o-2", "EUR", TEN))
                    .expectResultMessagePayload(new TabState("table-4", "o-2", "EUR", TEN, 3));
        }

        @Test
        void none_can_be_closed() {
            tab.givenNoPriorActivity().when(close("o-1")).expectException(AggregateNotFoundException.class);
            tab.given(OPENED, CLOSED)
                    .when(close("o-1"))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TabState("table-4", null, null, null, 2));
        }
    }

    @Nested
    class With_an_open_order {

        @Test
        void whoever_asks_for_another_gets_the_open_one() {
            tab.given(OPENED)
                    .when(open("o-2", "EUR"))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TabState("table-4", "o-1", "EUR", NINE, 1));
        }

        @Test
        void another_currency_takes_another_order() {
            tab.given(OPENED)
                    .when(open("o-2", "CHF"))
                    .expectEvents(
                            new TabOrderClosed("table-4", "o-1", TEN), new TabOrderOpened("table-4", "o-2", "CHF", TEN))
                    .expectResultMessagePayload(new TabState("table-4", "o-2", "CHF", TEN, 3));
        }

        @Test
        void it_can_be_closed() {
            tab.given(OPENED)
                    .when(close("o-1"))
                    .expectEvents(new TabOrderClosed("table-4", "o-1", TEN))
                    .expectResultMessagePayload(new TabState("table-4", null, null, null, 2));
        }

        @Test
        void closing_an_older_one_leaves_it_open() {
            tab.given(OPENED, CLOSED, new TabOrderOpened("table-4", "o-2", "EUR", NINE))
                    .when(close("o-1"))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TabState("table-4", "o-2", "EUR", NINE, 3));
        }
    }

    @Nested
    class In_the_document {

        private static final Map<String, List<TabEvent>> SITUATIONS =
                Map.of("(none)", List.of(), "open", List.of(OPENED), "closed", List.of(OPENED, CLOSED));

        private static final Map<String, TabCommand> COMMANDS = Map.of(
                "OpenTabOrder", open("o-2", "EUR"),
                "OpenTabOrder, other currency", open("o-2", "CHF"),
                "CloseTabOrder", close("o-1"),
                "CloseTabOrder, another order", close("o-7"));

        static List<Cell> cells() throws IOException {
            return StateTable.cells("session-states.md", "Tab");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("cells")
        void the_cell_says_what_happens(Cell cell) {
            List<TabEvent> history = Objects.requireNonNull(SITUATIONS.get(cell.situation()));
            TabCommand command = Objects.requireNonNull(COMMANDS.get(cell.command()));
            AggregateOnStore onStore = new AggregateOnStore(Tab.class, "tab:table-4", history);
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
    }
}
