package holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.CompLine;
import holdfast.order.OrderCommand.CompleteOrder;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceDraft;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderCommand.RemoveLine;
import holdfast.order.OrderCommand.SendLines;
import holdfast.order.OrderCommand.VoidLine;
import holdfast.order.OrderCommand.VoidOrder;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderCompleted;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRefunded;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.PaymentReceived;
import holdfast.order.OrderEvent.PaymentRefunded;
import holdfast.order.StateTable.Cell;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/architecture/order-states.md} to what the order really does, cell by cell. */
class OrderStateTableTest {

    private static final String ORDER = "order-1";
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant FIVE_PAST = NINE.plus(Duration.ofMinutes(5));
    private static final Instant DUE = NINE.plus(WINDOW);

    private static final List<OrderLine> LINES = List.of(
            new OrderLine("1", "beans", "main", new BigDecimal("2"), new BigDecimal("10.00")),
            new OrderLine("2", "milk", "main", new BigDecimal("1"), new BigDecimal("5.00")));
    private static final NewLine BEANS = new NewLine(null, "beans", "main", new BigDecimal("2"), new BigDecimal("10"));
    private static final NewLine MILK = new NewLine(null, "milk", "main", new BigDecimal("1"), new BigDecimal("5"));
    private static final List<ItemQuantity> STOCK = ItemQuantity.totals(LINES);

    private static final OrderEvent DRAFTED = new OrderDrafted(ORDER, null, null, "EUR", LINES, null, NINE);
    private static final OrderEvent PLACED = new OrderPlaced(ORDER, null, null, "EUR", LINES, null, DUE, NINE);
    private static final OrderEvent RESERVED = new OrderReserved(ORDER, DUE, NINE);
    private static final OrderEvent REJECTED = new OrderRejected(ORDER, List.of(), NINE);
    private static final OrderEvent PAYMENT =
            new PaymentReceived(ORDER, "pay-0", new BigDecimal("25.00"), "CARD", NINE);
    private static final OrderEvent PART = new PaymentReceived(ORDER, "pay-0", new BigDecimal("10.00"), "CARD", NINE);
    private static final OrderEvent PAID = new OrderPaid(ORDER, STOCK, NINE);
    private static final OrderEvent COMPLETED = new OrderCompleted(ORDER, NINE);
    private static final OrderEvent CANCELLED = new OrderCancelled(ORDER, null, STOCK, NINE);
    private static final OrderEvent VOIDED = new OrderVoided(ORDER, null, STOCK, NINE);
    private static final OrderEvent REFUND =
            new PaymentRefunded(ORDER, "ref-0", "pay-0", new BigDecimal("25.00"), "broken", false, NINE);
    private static final OrderEvent REFUNDED = new OrderRefunded(ORDER, NINE);
    private static final OrderEvent EXPIRED = new OrderExpired(ORDER, STOCK, DUE);

    /** What has happened to the order before, and when the command is given. */
    private record Situation(Instant now, List<OrderEvent> history) {

        OrderStatus status() {
            return after(List.of()).status();
        }

        OrderState after(List<?> more) {
            return Stream.concat(history.stream(), more.stream().map(OrderEvent.class::cast))
                    .reduce(OrderState.NONE, OrderState::evolve, (first, second) -> second);
        }
    }

    private static final Map<String, Situation> SITUATIONS = Map.ofEntries(
            Map.entry("(none)", new Situation(FIVE_PAST, List.of())),
            Map.entry("DRAFT", new Situation(FIVE_PAST, List.of(DRAFTED))),
            Map.entry("PLACED", new Situation(FIVE_PAST, List.of(PLACED))),
            Map.entry("PLACED, past its deadline", new Situation(DUE, List.of(PLACED))),
            Map.entry("RESERVED", new Situation(FIVE_PAST, List.of(PLACED, RESERVED))),
            Map.entry("RESERVED, past its deadline", new Situation(DUE, List.of(PLACED, RESERVED))),
            Map.entry("RESERVED, part paid", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, PART))),
            Map.entry("RESERVED, part paid, past its deadline", new Situation(DUE, List.of(PLACED, RESERVED, PART))),
            Map.entry("REJECTED", new Situation(FIVE_PAST, List.of(PLACED, REJECTED))),
            Map.entry("PAID", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, PAYMENT, PAID))),
            Map.entry("COMPLETED", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, PAYMENT, PAID, COMPLETED))),
            Map.entry("CANCELLED", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, CANCELLED))),
            Map.entry("VOIDED", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, VOIDED))),
            Map.entry("VOIDED, part paid", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, PART, VOIDED))),
            Map.entry("REFUNDED", new Situation(FIVE_PAST, List.of(PLACED, RESERVED, PAYMENT, PAID, REFUND, REFUNDED))),
            Map.entry("EXPIRED", new Situation(DUE, List.of(PLACED, RESERVED, EXPIRED))));

    private static final Map<String, Function<Instant, OrderCommand>> COMMANDS = Map.ofEntries(
            Map.entry("DraftOrder, same content", at -> draft(at, BEANS, MILK)),
            Map.entry("DraftOrder, other content", at -> draft(at, BEANS)),
            Map.entry("PlaceOrder, same content", at -> place(at, BEANS, MILK)),
            Map.entry("PlaceOrder, other content", at -> place(at, BEANS)),
            Map.entry("PlaceDraft", at -> new PlaceDraft(ORDER, WINDOW, null, at)),
            Map.entry("ConfirmReservation", at -> new ConfirmReservation(ORDER, at)),
            Map.entry("RejectReservation", at -> new RejectReservation(ORDER, List.of(), at)),
            Map.entry("ExpireOrder", at -> new ExpireOrder(ORDER, at)),
            Map.entry("AddLines", at -> new AddLines(ORDER, "c", List.of(MILK), false, null, at)),
            Map.entry("AddLines, held", at -> new AddLines(ORDER, "c", List.of(MILK), true, null, at)),
            Map.entry("ChangeLine, less", at -> changeBeans(at, "1", false)),
            Map.entry("ChangeLine, more", at -> changeBeans(at, "3", false)),
            Map.entry("ChangeLine, more, held", at -> changeBeans(at, "3", true)),
            Map.entry("RemoveLine", at -> new RemoveLine(ORDER, "c", "2", null, at)),
            Map.entry("PayOrder, a part", at -> pay(at, "10.00")),
            Map.entry("PayOrder, in full", at -> pay(at, "25.00")),
            Map.entry("PayOrder, too much", at -> pay(at, "25.01")),
            Map.entry("SendLines", at -> new SendLines(ORDER, List.of(), null, at)),
            Map.entry("CompLine", at -> new CompLine(ORDER, "2", "cold", null, at)),
            Map.entry("CompLine, the dearer", at -> new CompLine(ORDER, "1", "cold", null, at)),
            Map.entry("VoidLine", at -> new VoidLine(ORDER, "c", "2", null, "mistyped", null, at)),
            Map.entry("VoidOrder", at -> new VoidOrder(ORDER, null, null, at)),
            Map.entry("ExtendReservation", at -> extend(at, "PT1H")),
            Map.entry("ExtendReservation, too long", at -> extend(at, "P2D")),
            Map.entry("RefundPayment, a part", at -> refund(at, "5.00", false)),
            Map.entry("RefundPayment, all, goods back", at -> refund(at, "25.00", true)),
            Map.entry("CancelOrder", at -> new CancelOrder(ORDER, null, null, at)),
            Map.entry("CompleteOrder", at -> new CompleteOrder(ORDER, null, at)));

    private static final Pattern ARROW = Pattern.compile("\\s*(\\S+) --> (\\w+)( :.*)?");

    static List<Cell> cells() throws IOException {
        return StateTable.cells("Status");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void the_cell_says_what_happens(Cell cell) {
        AggregateOnStore order = orderIn(cell.situation());
        assertThat(StateTable.outcome(order.send(commandOf(cell)), order.newEvents()))
                .isEqualTo(cell.content());
    }

    @Test
    void each_situation_and_each_command_has_its_cell_once() throws IOException {
        assertThat(cells().stream().map(cell -> cell.situation() + " / " + cell.command()))
                .containsExactlyInAnyOrderElementsOf(SITUATIONS.keySet().stream()
                        .flatMap(situation -> COMMANDS.keySet().stream().map(command -> situation + " / " + command))
                        .toList());
    }

    @Test
    void no_status_is_missing() {
        SITUATIONS.forEach((name, situation) -> assertThat(name)
                .startsWith(
                        situation.history().isEmpty()
                                ? "(none)"
                                : situation.status().name()));
        assertThat(SITUATIONS.values().stream().map(Situation::status)).contains(OrderStatus.values());
    }

    @Test
    void no_command_is_missing() {
        COMMANDS.forEach((name, command) ->
                assertThat(name).startsWith(command.apply(NINE).getClass().getSimpleName()));
        Set<Class<?>> tried = COMMANDS.values().stream()
                .map(command -> command.apply(NINE).getClass())
                .collect(Collectors.toSet());
        assertThat(tried).containsExactlyInAnyOrder(OrderCommand.class.getPermittedSubclasses());
    }

    @Test
    void the_diagram_has_exactly_the_transitions_of_the_tables() throws IOException {
        Set<String> drawn = StateTable.lines().stream()
                .map(ARROW::matcher)
                .filter(Matcher::matches)
                .map(arrow -> arrow.group(1) + " --> " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(cells().stream().flatMap(OrderStateTableTest::transition).collect(Collectors.toSet()))
                .isEqualTo(drawn);
    }

    private static Stream<String> transition(Cell cell) {
        Situation situation = situationOf(cell.situation());
        AggregateOnStore order = orderIn(cell.situation());
        order.send(commandOf(cell));
        OrderState after = situation.after(order.newEvents());
        boolean isNew = situation.history().isEmpty();
        boolean moved = isNew ? after.version() > 0 : after.status() != situation.status();
        return moved ? Stream.of((isNew ? "[*]" : situation.status()) + " --> " + after.status()) : Stream.empty();
    }

    private static AggregateOnStore orderIn(String situation) {
        return new AggregateOnStore(Order.class, ORDER, situationOf(situation).history());
    }

    private static Situation situationOf(String name) {
        return Objects.requireNonNull(SITUATIONS.get(name), () -> "No such situation: " + name);
    }

    private static OrderCommand commandOf(Cell cell) {
        return Objects.requireNonNull(COMMANDS.get(cell.command()), () -> "No such command: " + cell.command())
                .apply(situationOf(cell.situation()).now());
    }

    private static OrderCommand draft(Instant at, NewLine... lines) {
        return new DraftOrder(ORDER, null, null, "EUR", List.of(lines), null, at);
    }

    private static OrderCommand place(Instant at, NewLine... lines) {
        return new PlaceOrder(ORDER, null, null, "EUR", List.of(lines), null, WINDOW, at);
    }

    private static OrderCommand changeBeans(Instant at, String quantity, boolean held) {
        return new ChangeLine(ORDER, "c", "1", new BigDecimal(quantity), held, null, at);
    }

    private static OrderCommand extend(Instant at, String by) {
        return new ExtendReservation(ORDER, Duration.parse(by), Duration.ofDays(1), null, at);
    }

    private static OrderCommand refund(Instant at, String amount, boolean restock) {
        return new RefundPayment(
                ORDER, "pay-0", "ref-1", new BigDecimal(amount), "broken", restock, List.of(), null, at);
    }

    private static OrderCommand pay(Instant at, String amount) {
        return new PayOrder(ORDER, "pay-1", new BigDecimal(amount), "CARD", null, at);
    }
}
