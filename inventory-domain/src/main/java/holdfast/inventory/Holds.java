package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePSet;

/**
 * All holds of a stock item, by holder and by deadline.
 *
 * <p>Persistent collections: each version shares what did not change, so a hot item with very many holds costs
 * O(log n) per event and any version can be handed out without a copy.
 */
public final class Holds {

    private static final Comparator<Hold> BY_DEADLINE =
            Comparator.comparing(Hold::expiresAt).thenComparing(Hold::holder);

    static final Holds NONE =
            new Holds(HashTreePMap.empty(), TreePSet.empty(BY_DEADLINE), BigDecimal.ZERO, Instant.MIN);

    private final PMap<String, Hold> byHolder;
    private final TreePSet<Hold> byDeadline;
    private final BigDecimal reserved;
    private final Instant forgottenUntil;

    private Holds(PMap<String, Hold> byHolder, TreePSet<Hold> byDeadline, BigDecimal reserved, Instant forgottenUntil) {
        this.byHolder = byHolder;
        this.byDeadline = byDeadline;
        this.reserved = reserved;
        this.forgottenUntil = forgottenUntil;
    }

    /** The sum of all holds, lapsed ones included until their holder has been asked. */
    BigDecimal reserved() {
        return reserved;
    }

    public @Nullable Hold of(String holder) {
        return byHolder.get(holder);
    }

    /** The open holds, first deadline first. */
    public Stream<Hold> open() {
        return byDeadline.stream().filter(Hold::isOpen);
    }

    Stream<Hold> lapsedAt(Instant time) {
        return byDeadline.stream().takeWhile(hold -> hold.hasLapsedAt(time)).filter(Hold::isOpen);
    }

    Holds with(Hold hold) {
        Hold before = byHolder.get(hold.holder());
        TreePSet<Hold> deadlines = before == null ? byDeadline : byDeadline.minus(before);
        BigDecimal change = before == null ? hold.quantity() : hold.quantity().subtract(before.quantity());
        return new Holds(
                byHolder.plus(hold.holder(), hold), deadlines.plus(hold), reserved.add(change), forgottenUntil);
    }

    /** Without the empty holds whose deadline has passed: late repeats are now refused by the deadline. */
    Holds forgetAt(Instant time) {
        List<Hold> forgotten = byDeadline.stream()
                .takeWhile(hold -> hold.hasLapsedAt(time))
                .filter(hold -> !hold.isOpen())
                .toList();
        if (forgotten.isEmpty()) {
            return this;
        }
        Instant lastDeadline = forgotten.getLast().expiresAt();
        return new Holds(
                byHolder.minusAll(forgotten.stream().map(Hold::holder).toList()),
                byDeadline.minusAll(forgotten),
                reserved,
                lastDeadline.isAfter(forgottenUntil) ? lastDeadline : forgottenUntil);
    }

    /** Whether a hold with this deadline may have been forgotten: a command sent before the deadline can come after it. */
    boolean mayHaveForgotten(Instant expiresAt) {
        return !expiresAt.isAfter(forgottenUntil);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Holds holds
                && byHolder.equals(holds.byHolder)
                && forgottenUntil.equals(holds.forgottenUntil);
    }

    @Override
    public int hashCode() {
        return byHolder.hashCode();
    }

    @Override
    public String toString() {
        return byDeadline.toString();
    }
}
