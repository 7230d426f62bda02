package holdfast.order.tab;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.AggregateOnStore;
import holdfast.order.StateTable;
import holdfast.order.StateTable.Cell;
import holdfast.order.tab.AssignmentCommand.DirectItems;
import holdfast.order.tab.AssignmentCommand.RecordArrival;
import holdfast.order.tab.AssignmentEvent.ItemsArrived;
import holdfast.order.tab.AssignmentEvent.ItemsDirected;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {

    private static final String ID = "assignment:s-1";
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");

    private static final ItemsDirected DIRECTED = new ItemsDirected(ID, "table-4", "o-1", NINE);
    private static final ItemsArrived ARRIVED = new ItemsArrived(ID, "o-1", 7, NINE);

    private final AggregateTestFixture<Assignment> assignment = new AggregateTestFixture<>(Assignment.class);

    private static DirectItems direct(String orderId, @Nullable String insteadOf) {
        return new DirectItems(ID, "table-4", orderId, insteadOf, NINE);
    }

    @Test
    void the_first_order_that_is_named_is_the_one() {
        assignment
                .givenNoPriorActivity()
                .when(direct("o-1", null))
                .expectEvents(DIRECTED)
                .expectResultMessagePayload(new AssignmentState("o-1", null, 1));
        assignment
                .given(DIRECTED)
                .when(direct("o-2", null))
                .expectNoEvents()
                .expectResultMessagePayload(new AssignmentState("o-1", null, 1));
    }

    @Test
    void another_order_can_be_named_instead_of_it() {
        assignment
                .given(DIRECTED)
                .when(direct("o-2", "o-1"))
                .expectEvents(new ItemsDirected(ID, "table-4", "o-2", NINE))
                .expectResultMessagePayload(new AssignmentState("o-2", null, 2));
    }

    @Test
    void items_arrive_on_the_order_that_was_named() {
        assignment
                .given(DIRECTED)
                .when(new RecordArrival(ID, "o-1", 7, NINE))
                .expectEvents(ARRIVED)
                .expectResultMessagePayload(new AssignmentState("o-1", 7L, 2));
    }

    @Test
    void what_arrived_stays_where_it_is() {
        assignment
                .given(DIRECTED, ARRIVED)
                .when(direct("o-2", "o-1"))
                .expectNoEvents()
                .expectResultMessagePayload(new AssignmentState("o-1", 7L, 2));
        assignment
                .given(DIRECTED, ARRIVED)
                .when(new RecordArrival(ID, "o-1", 9, NINE))
                .expectNoEvents()
                .expectResultMessagePayload(new AssignmentState("o-1", 7L, 2));
    }

    @Nested
    class In_the_document {

        private static final Map<String, List<AssignmentEvent>> SITUATIONS =
                Map.of("directed", List.of(DIRECTED), "arrived", List.of(DIRECTED, ARRIVED), "(none)", List.of());

        private static final Map<String, AssignmentCommand> COMMANDS = Map.of(
                "DirectItems", direct("o-2", null),
                "DirectItems, instead", direct("o-2", "o-1"),
                "DirectItems, instead of another", direct("o-2", "o-7"),
                "RecordArrival", new RecordArrival(ID, "o-1", 7, NINE),
                "RecordArrival, another order", new RecordArrival(ID, "o-7", 7, NINE));

        static List<Cell> cells() throws IOException {
            return StateTable.cells("session-states.md", "Assignment");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("cells")
        void the_cell_says_what_happens(Cell cell) {
            List<AssignmentEvent> history = Objects.requireNonNull(SITUATIONS.get(cell.situation()));
            AssignmentCommand command = Objects.requireNonNull(COMMANDS.get(cell.command()));
            AggregateOnStore onStore = new AggregateOnStore(Assignment.class, ID, history);
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
