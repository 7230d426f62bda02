package holdfast.app.tabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.commandbus.Commands;
import holdfast.app.orders.OrderStreams;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.PlaceDraft;
import holdfast.order.OrderCommand.VoidOrder;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderLine;
import holdfast.order.OrderState;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionItem;
import holdfast.order.tab.AssignmentState;
import holdfast.order.tab.TabState;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real aggregates: sessions with one item each are assigned to a table. */
class TabProcessTest {

    private static final String TABLE = "table-4";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final BigDecimal PRICE = new BigDecimal("2.00");
    private static final SessionAssigned APPLES = assigned("s-1", "apple");
    private static final SessionAssigned PEARS = assigned("s-2", "pear");

    private final TabsInMemory memory = new TabsInMemory();
    private final Commands commands = memory.commands();
    private final TabStreams tabs = memory.tabs();
    private final OrderStreams orders = memory.orders();
    private final TabProcess process =
            new TabProcess(commands, tabs, orders, new TabSettings("EUR"), Clock.fixed(NOON, ZoneOffset.UTC));

    private static SessionAssigned assigned(String sessionId, String sku) {
        List<SessionItem> items = List.of(new SessionItem(sku, "main", BigDecimal.ONE, PRICE));
        return new SessionAssigned("anna", sessionId, TABLE, "EUR", items, NOON);
    }

    private static NewLine line(String sku) {
        return new NewLine(null, sku, "main", BigDecimal.ONE, PRICE);
    }

    private void deliver(Object event) {
        process.on(Objects.requireNonNull(process.tabOf(event)), event);
    }

    private TabState tab() {
        return tabs.tab(TABLE);
    }

    private String openOrder() {
        return Objects.requireNonNull(tab().orderId());
    }

    private AssignmentState assignmentOf(SessionAssigned session) {
        return tabs.assignment(session.assignmentId());
    }

    private String orderOf(SessionAssigned session) {
        assertThat(assignmentOf(session).hasArrived()).isTrue();
        return Objects.requireNonNull(assignmentOf(session).orderId());
    }

    private List<String> skusOn(String orderId) {
        return orders.order(orderId).lines().all().stream().map(OrderLine::sku).toList();
    }

    private void draft(String orderId, @Nullable String tab, String currency, NewLine... lines) {
        commands.send(new DraftOrder(orderId, "ben", tab, currency, List.of(lines), null, NOON));
        memory.sent();
    }

    private static OrderDrafted drafted(String orderId, String currency) {
        return new OrderDrafted(orderId, "ben", TABLE, currency, List.of(), null, NOON);
    }

    private void place(String orderId) {
        commands.send(new PlaceDraft(orderId, Duration.ofMinutes(15), null, NOON));
        memory.sent();
    }

    private void cancel(String orderId) {
        commands.send(new CancelOrder(orderId, null, null, NOON));
        memory.sent();
    }

    private OrderPlaced placed(String orderId) {
        return new OrderPlaced(orderId, null, TABLE, "EUR", List.of(), null, NOON, NOON);
    }

    private void crashAfter(int step, Object event) {
        memory.crashAfter(step);
        assertThatThrownBy(() -> deliver(event)).isInstanceOf(TabsInMemory.Crash.class);
        memory.neverCrash();
    }

    @Nested
    class On_a_tab_that_was_never_used {

        @Test
        void an_order_is_opened_and_drafted_and_takes_the_items() {
            deliver(APPLES);

            assertThat(memory.sent())
                    .containsExactly("OpenTabOrder", "DirectItems", "DraftOrder", "AddLines", "RecordArrival");
            OrderState order = orders.order(openOrder());
            assertThat(order.origin().tab()).isEqualTo(TABLE);
            assertThat(order.currency()).isEqualTo("EUR");
            assertThat(order.lines().all()).containsExactly(new OrderLine("1", "apple", "main", BigDecimal.ONE, PRICE));
            assertThat(assignmentOf(APPLES)).isEqualTo(new AssignmentState(order.orderId(), 2L, 2));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void a_delivery_after_a_crash_at_any_step_ends_the_same(int step) {
            crashAfter(step, APPLES);

            deliver(APPLES);

            assertThat(orderOf(APPLES)).isEqualTo(openOrder());
            assertThat(skusOn(openOrder())).containsExactly("apple");
            assertThat(tab().version()).isEqualTo(1);
        }

        @Test
        void once_they_arrived_a_repeated_delivery_does_nothing() {
            deliver(APPLES);
            memory.sent();

            deliver(APPLES);

            assertThat(memory.sent()).isEmpty();
            assertThat(skusOn(openOrder())).containsExactly("apple");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void another_session_goes_on_the_same_order_wherever_the_first_was_broken_off(int step) {
            crashAfter(step, APPLES);

            deliver(PEARS);
            deliver(APPLES);

            assertThat(orderOf(APPLES)).isEqualTo(orderOf(PEARS));
            assertThat(skusOn(openOrder())).containsExactlyInAnyOrder("apple", "pear");
        }

        @Test
        void a_session_without_items_opens_an_order_without_lines() {
            SessionAssigned nothing = new SessionAssigned("anna", "s-3", TABLE, "EUR", List.of(), NOON);

            deliver(nothing);

            assertThat(orderOf(nothing)).isEqualTo(openOrder());
            assertThat(skusOn(openOrder())).isEmpty();
        }
    }

    @Nested
    class On_a_tab_with_an_open_order {

        private String first = "";

        @BeforeEach
        void open() {
            deliver(APPLES);
            first = openOrder();
            memory.sent();
        }

        @Test
        void the_items_are_added_to_it() {
            deliver(PEARS);

            assertThat(memory.sent()).containsExactly("OpenTabOrder", "DirectItems", "AddLines", "RecordArrival");
            assertThat(orderOf(PEARS)).isEqualTo(first);
            assertThat(skusOn(first)).containsExactly("apple", "pear");
        }

        @Test
        void that_was_placed_the_items_go_on_the_next_one() {
            place(first);

            deliver(PEARS);

            assertThat(orderOf(PEARS)).isNotEqualTo(first).isEqualTo(openOrder());
            assertThat(skusOn(first)).containsExactly("apple");
            assertThat(skusOn(openOrder())).containsExactly("pear");
        }

        @Test
        void that_is_placed_once_it_was_named_the_items_go_on_the_next_one() {
            crashAfter(2, PEARS);
            place(first);

            deliver(PEARS);

            assertThat(memory.sent())
                    .containsExactly(
                            "AddLines",
                            "CloseTabOrder",
                            "OpenTabOrder",
                            "DirectItems",
                            "DraftOrder",
                            "AddLines",
                            "RecordArrival");
            assertThat(skusOn(first)).containsExactly("apple");
            assertThat(orderOf(PEARS)).isNotEqualTo(first);
            assertThat(skusOn(orderOf(PEARS))).containsExactly("pear");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
        void that_is_placed_meanwhile_a_crash_at_any_step_on_the_way_to_the_next_ends_the_same(int step) {
            crashAfter(2, PEARS);
            place(first);
            crashAfter(step, PEARS);

            deliver(PEARS);

            assertThat(skusOn(first)).containsExactly("apple");
            assertThat(orderOf(PEARS)).isNotEqualTo(first).isEqualTo(openOrder());
            assertThat(skusOn(openOrder())).containsExactly("pear");
        }

        @Test
        void items_that_are_on_it_stay_there_when_it_is_placed_before_their_arrival_was_recorded() {
            crashAfter(3, PEARS);
            place(first);
            deliver(placed(first));
            deliver(assigned("s-3", "plum"));

            deliver(PEARS);

            assertThat(orderOf(PEARS)).isEqualTo(first);
            assertThat(skusOn(first)).containsExactly("apple", "pear");
            assertThat(skusOn(openOrder())).containsExactly("plum");
        }

        @Test
        void that_was_cancelled_the_items_go_on_the_next_one() {
            cancel(first);

            deliver(PEARS);

            assertThat(orderOf(PEARS)).isNotEqualTo(first);
        }

        @Test
        void that_is_full_the_items_go_on_the_next_one() {
            List<NewLine> many =
                    IntStream.range(0, 199).mapToObj(_ -> line("plum")).toList();
            commands.send(new AddLines(first, "c-1", many, false, null, NOON));

            deliver(PEARS);

            assertThat(orderOf(PEARS)).isNotEqualTo(first).isEqualTo(openOrder());
            assertThat(skusOn(openOrder())).containsExactly("pear");
        }

        @Test
        void in_another_currency_the_items_go_on_the_next_one() {
            SessionAssigned francs = new SessionAssigned("anna", "s-3", TABLE, "CHF", PEARS.items(), NOON);

            deliver(francs);

            assertThat(orders.order(orderOf(francs)).currency()).isEqualTo("CHF");
            assertThat(orderOf(francs)).isEqualTo(openOrder());
        }

        @Test
        void none_is_open_once_it_was_placed() {
            place(first);

            deliver(placed(first));
            deliver(placed(first));

            assertThat(tab().orderId()).isNull();
            assertThat(tab().version()).isEqualTo(2);
        }

        @Test
        void none_is_open_once_it_was_cancelled() {
            cancel(first);

            deliver(new OrderCancelled(first, null, List.of(), NOON));

            assertThat(tab().orderId()).isNull();
        }

        @Test
        void none_is_open_once_it_was_voided() {
            commands.send(new VoidOrder(first, null, null, NOON));

            deliver(new OrderVoided(first, null, List.of(), NOON));

            assertThat(tab().orderId()).isNull();
        }

        @Test
        void it_stays_open_when_another_order_of_the_tab_is_placed() {
            deliver(placed("o-other"));

            assertThat(openOrder()).isEqualTo(first);
        }

        @Test
        void a_draft_that_somebody_made_for_the_tab_does_not_take_its_place() {
            draft("o-2", TABLE, "EUR", line("plum"));

            deliver(drafted("o-2", "EUR"));

            assertThat(openOrder()).isEqualTo(first);
        }
    }

    @Nested
    class A_draft_that_somebody_made_for_a_tab {

        @Test
        void is_its_open_order_and_takes_the_items() {
            draft("o-1", TABLE, "EUR", line("plum"));

            deliver(drafted("o-1", "EUR"));
            deliver(drafted("o-1", "EUR"));
            deliver(APPLES);

            assertThat(orderOf(APPLES)).isEqualTo("o-1").isEqualTo(openOrder());
            assertThat(skusOn("o-1")).containsExactly("plum", "apple");
            assertThat(tab().version()).isEqualTo(1);
        }

        @Test
        void takes_the_place_of_an_order_that_is_over() {
            deliver(APPLES);
            place(openOrder());
            draft("o-1", TABLE, "EUR", line("plum"));

            deliver(drafted("o-1", "EUR"));

            assertThat(openOrder()).isEqualTo("o-1");
        }

        @Test
        void is_not_when_it_was_placed_already() {
            draft("o-1", TABLE, "EUR", line("plum"));
            place("o-1");

            deliver(drafted("o-1", "EUR"));

            assertThat(tab().version()).isZero();
        }

        @Test
        void is_not_in_another_currency() {
            draft("o-1", TABLE, "CHF", line("plum"));

            deliver(drafted("o-1", "CHF"));

            assertThat(tab().version()).isZero();
        }
    }

    @Test
    void an_event_tells_its_tab_if_there_is_one() {
        draft("o-1", TABLE, "EUR", line("plum"));
        draft("o-2", null, "EUR", line("plum"));

        assertThat(process.tabOf(APPLES)).isEqualTo(TABLE);
        assertThat(process.tabOf(drafted("o-1", "EUR"))).isEqualTo(TABLE);
        assertThat(process.tabOf(placed("o-1"))).isEqualTo(TABLE);
        assertThat(process.tabOf(new OrderCancelled("o-1", null, List.of(), NOON)))
                .isEqualTo(TABLE);
        assertThat(process.tabOf(new OrderCancelled("o-2", null, List.of(), NOON)))
                .isNull();
    }
}
