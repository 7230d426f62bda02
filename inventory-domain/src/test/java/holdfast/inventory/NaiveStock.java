package holdfast.inventory;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a stock item in the plainest words: mutable, slow, and written without a look at the real ones. */
final class NaiveStock {

    private static final BigDecimal NOTHING = BigDecimal.ZERO;

    private static final class NaiveHold {
        final Map<String, BigDecimal> reserved = new HashMap<>();
        final Map<String, BigDecimal> givenBack = new HashMap<>();
        Instant deadline = Instant.EPOCH;
        boolean over;

        BigDecimal quantity() {
            return over ? NOTHING : sum(reserved).subtract(sum(givenBack));
        }

        /** Once more, if it was over. */
        void begin() {
            if (over) {
                reserved.clear();
                givenBack.clear();
                over = false;
            }
        }

        boolean knows(String ref) {
            return reserved.containsKey(ref) || givenBack.containsKey(ref);
        }

        private static BigDecimal sum(Map<String, BigDecimal> quantities) {
            return quantities.values().stream().reduce(NOTHING, BigDecimal::add);
        }
    }

    private final Map<String, NaiveHold> holds = new HashMap<>();
    private final List<Long> sentAt = new ArrayList<>();
    private final List<Long> arrived = new ArrayList<>();
    private BigDecimal sent = NOTHING;
    private BigDecimal came = NOTHING;
    private BigDecimal safetyStock;
    private boolean hasItsOwnSafetyStock;
    private final Set<String> returned = new HashSet<>();
    private BigDecimal onHand = NOTHING;
    private long version;
    private @Nullable Instant lastForgottenDeadline;

    NaiveStock(BigDecimal safetyStock) {
        this.safetyStock = safetyStock;
    }

    BigDecimal onHand() {
        return onHand;
    }

    long version() {
        return version;
    }

    BigDecimal reserved() {
        return holds.values().stream().map(NaiveHold::quantity).reduce(NOTHING, BigDecimal::add);
    }

    BigDecimal reservedAsSeenAt(Instant time) {
        return holds.values().stream()
                .filter(hold -> time.isBefore(hold.deadline))
                .map(NaiveHold::quantity)
                .reduce(NOTHING, BigDecimal::add);
    }

    BigDecimal sent() {
        return sent;
    }

    BigDecimal came() {
        return came;
    }

    long lastSentAt() {
        return sentAt.isEmpty() ? 0 : sentAt.getLast();
    }

    long lastArrived() {
        return arrived.isEmpty() ? 0 : arrived.getLast();
    }

    /** Which holds are open, as text, first deadline first. */
    List<String> openHolds() {
        return openHolders().stream()
                .map(holder -> holder + " " + number(hold(holder).quantity()) + " until " + hold(holder).deadline)
                .toList();
    }

    /** What the real stock item should answer, as text. */
    String handle(StockCommand command) {
        return switch (command) {
            case ReceiveStock c -> move(c.quantity(), NOTHING, c.expectedVersion(), c.at());
            case AdjustStock c -> move(c.change(), NOTHING, c.expectedVersion(), c.at());
            case IssueStock c -> move(c.quantity().negate(), safetyStock, c.expectedVersion(), c.at());
            case ReserveStock c -> reserve(c);
            case ReleaseStock c -> giveBack(c);
            case ReleaseHold c -> release(c);
            case CommitHold c -> sell(c);
            case CountStock c -> move(c.counted().subtract(onHand), NOTHING, c.expectedVersion(), c.at());
            case TransferStockOut c -> send(c);
            case TransferStockIn c -> arrive(c);
            case ChangeSafetyStock c -> keepBack(c);
            case ExtendHold c -> extend(c);
            case TakeOverHold c -> takeOver(c);
            case ReturnStock c -> putBack(c);
        };
    }

    private String send(TransferStockOut c) {
        String answer = move(c.quantity().negate(), safetyStock, c.expectedVersion(), c.at());
        if (answer.startsWith("version")) {
            sent = sent.add(c.quantity());
            sentAt.add(version);
        }
        return answer;
    }

    private String arrive(TransferStockIn c) {
        if (arrived.contains(c.outVersion())) {
            return "done";
        }
        boolean isNext = arrived.isEmpty() ? c.previous() == 0 : arrived.getLast() == c.previous();
        if (!isNext) {
            return "fault";
        }
        arrived.add(c.outVersion());
        came = came.add(c.quantity());
        onHand = onHand.add(c.quantity());
        happened(1, c.at());
        return "done";
    }

    private String keepBack(ChangeSafetyStock c) {
        if (hasItsOwnSafetyStock && c.safetyStock().compareTo(safetyStock) == 0) {
            return "version " + version;
        }
        String answer = move(NOTHING, NOTHING, c.expectedVersion(), c.at());
        if (answer.startsWith("version")) {
            safetyStock = c.safetyStock();
            hasItsOwnSafetyStock = true;
        }
        return answer;
    }

    private String move(BigDecimal change, BigDecimal keptBack, @Nullable Long expectedVersion, Instant at) {
        String refusal = change.signum() < 0 ? refusalOf(change.negate(), keptBack, at) : null;
        if (refusal != null) {
            return refusal;
        }
        if (expectedVersion != null && expectedVersion != version) {
            return "stale: " + version;
        }
        onHand = onHand.add(change);
        happened(1, at);
        return "version " + version;
    }

    private String reserve(ReserveStock c) {
        NaiveHold hold = holds.get(c.holder());
        if (hold != null && (hold.over || hold.knows(c.ref()))) {
            return "held";
        }
        boolean forgotten = lastForgottenDeadline != null && !lastForgottenDeadline.isBefore(c.expiresAt());
        if (forgotten || !c.at().isBefore(c.expiresAt())) {
            return "too late";
        }
        String refusal = refusalOf(c.quantity(), safetyStock, c.at());
        if (refusal != null) {
            return refusal;
        }
        NaiveHold grown = holds.computeIfAbsent(c.holder(), any -> new NaiveHold());
        grown.reserved.put(c.ref(), c.quantity());
        grown.deadline = later(grown.deadline, c.expiresAt());
        happened(1, c.at());
        return "held";
    }

    private String giveBack(ReleaseStock c) {
        NaiveHold hold = holds.get(c.holder());
        if (hold == null || hold.quantity().signum() == 0 || hold.knows(c.ref())) {
            return "done";
        }
        if (c.undoes() == null || hold.knows(c.undoes())) {
            hold.givenBack.put(c.ref(), c.quantity().min(hold.quantity()));
            happened(1, c.at());
        }
        return "done";
    }

    private String release(ReleaseHold c) {
        NaiveHold hold = holds.get(c.holder());
        if (hold != null && hold.quantity().signum() > 0) {
            hold.over = true;
            happened(1, c.at());
        }
        return "done";
    }

    private String sell(CommitHold c) {
        NaiveHold hold = holds.get(c.holder());
        if (hold == null || hold.quantity().signum() == 0) {
            return "done";
        }
        int compared = c.quantity().compareTo(hold.quantity());
        if (compared > 0) {
            return "fault";
        }
        onHand = onHand.subtract(c.quantity());
        hold.over = true;
        boolean both = compared < 0 && c.quantity().signum() > 0;
        happened(both ? 2 : 1, c.at());
        return "done";
    }

    private String extend(ExtendHold c) {
        NaiveHold hold = holds.get(c.holder());
        if (hold != null && hold.quantity().signum() > 0 && hold.deadline.isBefore(c.expiresAt())) {
            hold.deadline = c.expiresAt();
            happened(1, c.at());
        }
        return "done";
    }

    private String takeOver(TakeOverHold c) {
        NaiveHold from = holds.get(c.from());
        if (from != null && from.quantity().signum() > 0) {
            BigDecimal quantity = from.quantity();
            from.over = true;
            NaiveHold to = holds.computeIfAbsent(c.holder(), any -> new NaiveHold());
            to.begin();
            to.reserved.merge(c.ref(), quantity, BigDecimal::add);
            to.deadline = c.expiresAt();
            happened(1, c.at());
        }
        return "done";
    }

    private String putBack(ReturnStock c) {
        if (returned.add(c.holder() + " " + c.ref())) {
            onHand = onHand.add(c.quantity());
            happened(1, c.at());
        }
        return "done";
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private @Nullable String refusalOf(BigDecimal wanted, BigDecimal keptBack, Instant at) {
        BigDecimal free = onHand.subtract(keptBack).subtract(reserved());
        if (free.compareTo(wanted) >= 0) {
            return null;
        }
        BigDecimal freeInTheEnd = onHand.subtract(keptBack).subtract(reservedAsSeenAt(at));
        if (freeInTheEnd.compareTo(wanted) < 0) {
            return "not enough: " + number(freeInTheEnd.max(NOTHING));
        }
        List<String> asked = new ArrayList<>();
        for (String holder : openHolders()) {
            if (free.compareTo(wanted) < 0) {
                asked.add(holder);
                free = free.add(hold(holder).quantity());
            }
        }
        return "in the way: " + asked;
    }

    private List<String> openHolders() {
        return holds.keySet().stream()
                .filter(holder -> hold(holder).quantity().signum() > 0)
                .sorted(Comparator.<String, Instant>comparing(holder -> hold(holder).deadline)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private NaiveHold hold(String holder) {
        return Objects.requireNonNull(holds.get(holder));
    }

    private void happened(int events, Instant at) {
        version += events;
        for (String holder : List.copyOf(holds.keySet())) {
            NaiveHold hold = hold(holder);
            if (hold.quantity().signum() == 0 && !at.isBefore(hold.deadline)) {
                holds.remove(holder);
                if (lastForgottenDeadline == null || lastForgottenDeadline.isBefore(hold.deadline)) {
                    lastForgottenDeadline = hold.deadline;
                }
            }
        }
    }

    static String number(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
