package holdfast.inventory;

import static holdfast.inventory.NaiveStock.number;
import static org.assertj.core.api.Assertions.assertThat;

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
import holdfast.inventory.StockRefusal.InsufficientStock;
import holdfast.inventory.StockRefusal.LapsedHoldsInTheWay;
import holdfast.inventory.StockRefusal.StaleVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.axonframework.commandhandling.CommandResultMessage;
import org.jspecify.annotations.Nullable;

/** Whatever is asked in whatever order, the stock item answers as the naive model does. */
class StockItemPropertyTest {

    private static final StockItemId BEANS = new StockItemId("beans", "main");
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");

    enum Kind {
        RECEIVE,
        ADJUST_UP,
        ADJUST_DOWN,
        ISSUE,
        RESERVE,
        GIVE_BACK,
        UNDO,
        RELEASE,
        SELL,
        SELL_ALL,
        SELL_NOTHING,
        COUNT,
        SEND,
        ARRIVE,
        KEEP_BACK,
        EXTEND,
        TAKE_OVER,
        RETURN
    }

    /**
     * A command to be given.
     *
     * @param late how much later than the one before; negative when it was overtaken on its way
     * @param window from the command to the deadline, for a reservation
     * @param versionsBehind of what the sender knows, null when it does not say
     */
    record Step(
            Kind kind,
            String holder,
            String ref,
            BigDecimal quantity,
            Duration late,
            Duration window,
            @Nullable Integer versionsBehind) {}

    @Property(tries = 400)
    @StatisticsReport(onFailureOnly = true)
    void the_stock_item_answers_as_the_naive_model_does(
            @ForAll("safetyStocks") String safetyStock, @ForAll("steps") List<Step> steps) {
        StockItemOnStore real = new StockItemOnStore(new InMemoryCatalog().define("beans", 2, safetyStock));
        NaiveStock naive = new NaiveStock(new BigDecimal(safetyStock));
        List<StockItemState> versions = new ArrayList<>(List.of(StockItemState.NONE));
        Instant now = NINE;
        assertSame(real, naive, versions, new ReceiveStock(BEANS, new BigDecimal("6"), null, null, now));
        for (Step step : steps) {
            now = now.plus(step.late());
            assertSame(real, naive, versions, commandOf(step, naive, versions.getLast(), now));
        }
        assertThat(replayed(real.eventsOf(BEANS))).isEqualTo(versions);
        Statistics.label("answers").coverage(answers -> {
            answers.check("ReserveStock, in the way").count(often -> often > 0);
            answers.check("ReserveStock, too late").count(often -> often > 0);
            answers.check("IssueStock, in the way").count(often -> often > 0);
            answers.check("CommitHold, fault").count(often -> often > 0);
            answers.check("CountStock, in the way").count(often -> often > 0);
            answers.check("TransferStockOut, not enough").count(often -> often > 0);
            answers.check("TransferStockIn, fault").count(often -> often > 0);
        });
    }

    private static void assertSame(
            StockItemOnStore real, NaiveStock naive, List<StockItemState> versions, StockCommand command) {
        String expected = naive.handle(command);
        assertThat(textOf(real.send(command))).as("%s", command).isEqualTo(expected);
        Statistics.label("answers").collect(command.getClass().getSimpleName() + ", " + kindOf(expected));

        List<StockEvent> events = real.eventsOf(BEANS);
        events.stream().skip(versions.size() - 1L).forEach(event -> {
            versions.add(versions.getLast().evolve(event));
            assertSound(versions.getLast());
        });
        assertSame(versions.getLast(), naive, command.at());
    }

    private static void assertSound(StockItemState state) {
        assertThat(state.onHand()).isNotNegative();
        assertThat(state.level().reserved()).isNotNegative().isLessThanOrEqualTo(state.onHand());
    }

    private static void assertSame(StockItemState state, NaiveStock naive, Instant at) {
        assertThat(state.version()).isEqualTo(naive.version());
        assertThat(state.onHand()).isEqualByComparingTo(naive.onHand());
        assertThat(state.level().reserved()).isEqualByComparingTo(naive.reserved());
        for (int minutes = 0; minutes <= 6; minutes++) {
            Instant time = at.plus(Duration.ofMinutes(minutes));
            assertThat(state.levelAt(time).reserved()).isEqualByComparingTo(naive.reservedAsSeenAt(time));
        }
        List<String> openHolds = state.holds()
                .open()
                .map(hold -> hold.holder() + " " + number(hold.quantity()) + " until " + hold.expiresAt())
                .toList();
        assertThat(openHolds).isEqualTo(naive.openHolds());
        assertThat(state.transfers().sent()).isEqualByComparingTo(naive.sent());
        assertThat(state.transfers().arrived()).isEqualByComparingTo(naive.came());
        assertThat(state.transfers().lastSentTo("shop-2")).isEqualTo(naive.lastSentAt());
        assertThat(state.transfers().lastArrivedFrom("shop-2")).isEqualTo(naive.lastArrived());
    }

    /** Every version from nothing: what was shared between the versions must not have changed any of them. */
    private static List<StockItemState> replayed(List<StockEvent> events) {
        List<StockItemState> versions = new ArrayList<>(List.of(StockItemState.NONE));
        events.forEach(event -> versions.add(versions.getLast().evolve(event)));
        return versions;
    }

    private static StockCommand commandOf(Step step, NaiveStock naive, StockItemState state, Instant at) {
        Long version = step.versionsBehind() == null ? null : naive.version() - step.versionsBehind();
        return switch (step.kind()) {
            case RECEIVE -> new ReceiveStock(BEANS, step.quantity(), null, version, at);
            case ADJUST_UP -> new AdjustStock(BEANS, step.quantity(), "FOUND", version, at);
            case ADJUST_DOWN -> new AdjustStock(BEANS, step.quantity().negate(), "LOST", version, at);
            case ISSUE -> new IssueStock(BEANS, step.quantity(), null, version, at);
            case RESERVE ->
                new ReserveStock(BEANS, step.holder(), step.ref(), step.quantity(), at.plus(step.window()), at);
            case GIVE_BACK -> new ReleaseStock(BEANS, step.holder(), step.ref(), null, step.quantity(), at);
            case UNDO -> new ReleaseStock(BEANS, step.holder(), "undo:" + step.ref(), step.ref(), step.quantity(), at);
            case RELEASE -> new ReleaseHold(BEANS, step.holder(), at);
            case SELL -> new CommitHold(BEANS, step.holder(), step.quantity(), at);
            case SELL_ALL -> new CommitHold(BEANS, step.holder(), heldBy(step, state), at);
            case EXTEND -> new ExtendHold(BEANS, step.holder(), at.plus(step.window()), at);
            case TAKE_OVER -> takeOver(step, at);
            case RETURN -> new ReturnStock(BEANS, step.holder(), step.ref(), step.quantity(), at);
            case SELL_NOTHING -> new CommitHold(BEANS, step.holder(), BigDecimal.ZERO, at);
            case COUNT -> new CountStock(BEANS, step.quantity(), version, at);
            case SEND -> new TransferStockOut(BEANS, step.ref(), "shop-2", step.quantity(), version, at);
            case ARRIVE -> arrival(step, at);
            case KEEP_BACK -> new ChangeSafetyStock(BEANS, step.quantity(), version, at);
        };
    }

    /** The next one in the alphabet gets what a holder has. */
    private static StockCommand takeOver(Step step, Instant at) {
        List<String> holders = List.of("ann", "bob", "carol", "dan", "ann");
        String next = holders.get(holders.indexOf(step.holder()) + 1);
        return new TakeOverHold(BEANS, step.holder(), next, step.ref(), at.plus(step.window()), at);
    }

    /** Goods left elsewhere at 2, 4, 6 and so on, always as much at the same version. */
    private static StockCommand arrival(Step step, Instant at) {
        long outVersion = 2L * "abcde".indexOf(step.ref()) + 2;
        BigDecimal quantity = BigDecimal.valueOf(outVersion);
        return new TransferStockIn(BEANS, step.ref(), "shop-2", quantity, outVersion, outVersion - 2, at);
    }

    private static BigDecimal heldBy(Step step, StockItemState state) {
        Hold hold = state.holds().of(step.holder());
        return hold == null || !hold.isOpen() ? step.quantity() : hold.quantity();
    }

    private static String textOf(CommandResultMessage<?> result) {
        if (result.isExceptional()) {
            return textOf(result.exceptionResult());
        }
        return switch (result.getPayload()) {
            case StockChange change -> "version " + change.version();
            case ReserveOutcome.Held held -> "held";
            case ReserveOutcome.TooLate late -> "too late";
            case ReserveOutcome.NotEnough outcome -> "not enough: " + number(outcome.available());
            case null, default -> "done";
        };
    }

    private static String textOf(Throwable thrown) {
        return switch (thrown) {
            case InsufficientStock e -> "not enough: " + number(e.available());
            case LapsedHoldsInTheWay e -> "in the way: " + e.holders();
            case StaleVersion e -> "stale: " + e.current();
            case IllegalStateException e -> "fault";
            default -> thrown.toString();
        };
    }

    private static String kindOf(String answer) {
        return answer.replaceAll("(:| \\d).*", "");
    }

    @Provide
    Arbitrary<String> safetyStocks() {
        return Arbitraries.of("0", "0", "0.75", "3");
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        kinds(),
                        Arbitraries.of("ann", "bob", "carol", "dan"),
                        Arbitraries.of("a", "b", "c", "d", "e"),
                        quantities(),
                        minutes(0, 0, 0, 1, 1, 1, 3, -2),
                        minutes(0, 1, 2, 3, 4, 5, 5),
                        Arbitraries.of(0, 0, 1).injectNull(0.6))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(50);
    }

    private static Arbitrary<Kind> kinds() {
        return Arbitraries.frequency(
                Tuple.of(2, Kind.RECEIVE),
                Tuple.of(1, Kind.ADJUST_UP),
                Tuple.of(2, Kind.ADJUST_DOWN),
                Tuple.of(3, Kind.ISSUE),
                Tuple.of(16, Kind.RESERVE),
                Tuple.of(3, Kind.GIVE_BACK),
                Tuple.of(2, Kind.UNDO),
                Tuple.of(2, Kind.RELEASE),
                Tuple.of(2, Kind.SELL),
                Tuple.of(2, Kind.SELL_ALL),
                Tuple.of(1, Kind.SELL_NOTHING),
                Tuple.of(2, Kind.COUNT),
                Tuple.of(3, Kind.SEND),
                Tuple.of(3, Kind.ARRIVE),
                Tuple.of(1, Kind.KEEP_BACK),
                Tuple.of(3, Kind.EXTEND),
                Tuple.of(3, Kind.TAKE_OVER),
                Tuple.of(2, Kind.RETURN));
    }

    private static Arbitrary<BigDecimal> quantities() {
        return Arbitraries.integers().between(1, 400).map(hundredths -> BigDecimal.valueOf(hundredths, 2));
    }

    private static Arbitrary<Duration> minutes(Integer... minutes) {
        return Arbitraries.of(minutes).map(Duration::ofMinutes);
    }
}
