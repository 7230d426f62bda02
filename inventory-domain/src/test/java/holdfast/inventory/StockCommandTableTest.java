package holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StateTable.Cell;
import holdfast.inventory.StockCommand.AdjustStock;
import holdfast.inventory.StockCommand.ChangeSafetyStock;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.CountStock;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.ReturnStock;
import holdfast.inventory.StockCommand.TakeOverHold;
import holdfast.inventory.StockCommand.TransferStockIn;
import holdfast.inventory.StockCommand.TransferStockOut;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries every cell of {@code docs/architecture/stock-commands.md}. */
class StockCommandTableTest {

    private static final StockItemId BEANS = new StockItemId("beans", "main");
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-05-04T11:00:00Z");
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    /** What was asked before, and when the command of the cell comes. */
    private record Situation(Instant now, List<StockCommand> before) {}

    private static final Map<String, Situation> SITUATIONS = situations();
    private static final Map<String, Function<Instant, StockCommand>> COMMANDS = commands();

    private static Map<String, Situation> situations() {
        StockCommand ten = new ReceiveStock(BEANS, new BigDecimal("10"), null, null, NINE);
        StockCommand hold = new ReserveStock(BEANS, "ann", "1", new BigDecimal("4"), ELEVEN, NINE);
        Map<String, Situation> all = new LinkedHashMap<>();
        all.put("(none)", new Situation(TEN, List.of()));
        all.put("10 on hand", new Situation(TEN, List.of(ten)));
        all.put("10 on hand, 4 held", new Situation(TEN, List.of(ten, hold)));
        all.put("10 on hand, 4 held and lapsed", new Situation(ELEVEN, List.of(ten, hold)));
        all.put(
                "10 on hand, the hold released",
                new Situation(TEN, List.of(ten, hold, new ReleaseHold(BEANS, "ann", NINE))));
        all.put(
                "6 on hand, the hold sold",
                new Situation(TEN, List.of(ten, hold, new CommitHold(BEANS, "ann", new BigDecimal("4"), NINE))));
        all.put("10 on hand, one arrived", new Situation(TEN, List.of(arrival(2, 0, NINE), nine())));
        return all;
    }

    private static StockCommand nine() {
        return new ReceiveStock(BEANS, new BigDecimal("9"), null, null, NINE);
    }

    private static StockCommand arrival(long outVersion, long previous, Instant at) {
        return new TransferStockIn(BEANS, "t-" + outVersion, "cellar", BigDecimal.ONE, outVersion, previous, at);
    }

    private static Map<String, Function<Instant, StockCommand>> commands() {
        Map<String, Function<Instant, StockCommand>> all = new LinkedHashMap<>();
        all.put("ReceiveStock 1", at -> new ReceiveStock(BEANS, BigDecimal.ONE, null, null, at));
        all.put("AdjustStock +1", at -> new AdjustStock(BEANS, BigDecimal.ONE, "FOUND", null, at));
        all.put("AdjustStock -7", at -> new AdjustStock(BEANS, new BigDecimal("-7"), "LOST", null, at));
        all.put("IssueStock 7", at -> new IssueStock(BEANS, new BigDecimal("7"), null, null, at));
        all.put("CountStock 4", at -> new CountStock(BEANS, new BigDecimal("4"), null, at));
        all.put("CountStock 3", at -> new CountStock(BEANS, new BigDecimal("3"), null, at));
        all.put("ChangeSafetyStock 2", at -> new ChangeSafetyStock(BEANS, BigDecimal.TWO, null, at));
        all.put("TransferStockOut 7", at -> new TransferStockOut(BEANS, "t", "shop-2", new BigDecimal("7"), null, at));
        all.put("TransferStockIn, first", at -> arrival(2, 0, at));
        all.put("TransferStockIn, second", at -> arrival(3, 2, at));
        all.put("ReserveStock 7", at -> new ReserveStock(BEANS, "bob", "1", new BigDecimal("7"), NOON, at));
        all.put("ReserveStock 4, again", at -> new ReserveStock(BEANS, "ann", "1", new BigDecimal("4"), ELEVEN, at));
        all.put("ReleaseStock 1", at -> new ReleaseStock(BEANS, "ann", "less", null, BigDecimal.ONE, at));
        all.put("ReleaseHold", at -> new ReleaseHold(BEANS, "ann", at));
        all.put("CommitHold 3", at -> new CommitHold(BEANS, "ann", new BigDecimal("3"), at));
        all.put("ExtendHold", at -> new ExtendHold(BEANS, "ann", NOON, at));
        all.put("TakeOverHold", at -> new TakeOverHold(BEANS, "ann", "bob", "1", NOON, at));
        all.put("ReturnStock 1", at -> new ReturnStock(BEANS, "ann", "r", BigDecimal.ONE, at));
        return all;
    }

    static List<Cell> cells() throws IOException {
        return StateTable.cells("stock-commands.md", "Situation");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void the_cell_says_what_happens(Cell cell) {
        assertThat(outcome(cell.situation(), cell.command())).isEqualTo(cell.content());
    }

    @Test
    void each_situation_and_each_command_has_its_cell_once() throws IOException {
        assertThat(cells().stream().map(cell -> cell.situation() + " / " + cell.command()))
                .containsExactlyInAnyOrderElementsOf(SITUATIONS.keySet().stream()
                        .flatMap(situation -> COMMANDS.keySet().stream().map(command -> situation + " / " + command))
                        .toList());
    }

    @Test
    void no_command_is_missing() {
        COMMANDS.forEach((name, command) ->
                assertThat(name).startsWith(command.apply(TEN).getClass().getSimpleName()));
        Set<Class<?>> tried = COMMANDS.values().stream()
                .map(command -> command.apply(TEN).getClass())
                .collect(Collectors.toSet());
        assertThat(tried).containsExactlyInAnyOrder(StockCommand.class.getPermittedSubclasses());
    }

    private static String outcome(String situation, String command) {
        Situation given = Objects.requireNonNull(SITUATIONS.get(situation), () -> "No such situation: " + situation);
        Function<Instant, StockCommand> asked =
                Objects.requireNonNull(COMMANDS.get(command), () -> "No such command: " + command);
        StockItemOnStore item = new StockItemOnStore(new InMemoryCatalog().define("beans", 2, "0"));
        given.before().forEach(item::send);
        int known = item.eventsOf(BEANS).size();
        CommandResultMessage<?> result = item.send(asked.apply(given.now()));
        return text(result, item.eventsOf(BEANS).stream().skip(known));
    }

    /** What happened, in the words of the document. */
    private static String text(CommandResultMessage<?> result, Stream<StockEvent> events) {
        if (result.isExceptional()) {
            return result.exceptionResult().getClass().getSimpleName();
        }
        String names = events.map(event -> event.getClass().getSimpleName()).collect(Collectors.joining(", "));
        boolean isRefusal = result.getPayload() instanceof ReserveOutcome.NotEnough
                || result.getPayload() instanceof ReserveOutcome.TooLate;
        if (isRefusal) {
            return result.getPayload().getClass().getSimpleName();
        }
        return names.isEmpty() ? "–" : names;
    }
}
