package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All holds of a stock item, by holder and by deadline.
 *
 * <p>Persistent: each version shares what did not change, so a hot item with very many holds costs O(log n) per event,
 * also to know what has lapsed, and any version can be handed out without a copy.
 */
public final class Holds {

    private static final Comparator<Hold> BY_DEADLINE = Holds::byDeadline;
    private static final Comparator<Hold> BY_HOLDER = Holds::byHolder;

    static final Holds NONE =
            new Holds(HoldTree.empty(BY_HOLDER), HoldTree.empty(BY_DEADLINE), HoldTree.empty(BY_DEADLINE), Instant.MIN);

    private final HoldTree byHolder;
    private final HoldTree open;
    /** The empty ones, which are remembered until their deadline. */
    private final HoldTree empty;

    private final Instant forgottenUntil;

    private Holds(HoldTree byHolder, HoldTree open, HoldTree empty, Instant forgottenUntil) {
        this.byHolder = byHolder;
        this.open = open;
        this.empty = empty;
        this.forgottenUntil = forgottenUntil;
    }

    /**
     * The holds that {@link #all()} told of.
     *
     * @param forgottenUntil the last deadline of a hold that was forgotten
     */
    public static Holds of(Collection<Hold> holds, Instant forgottenUntil) {
        return new Holds(
                HoldTree.of(BY_HOLDER, byHolder(holds)),
                HoldTree.of(BY_DEADLINE, byDeadline(holds, Hold::isOpen)),
                HoldTree.of(BY_DEADLINE, byDeadline(holds, hold -> !hold.isOpen())),
                forgottenUntil);
    }

    private static List<Hold> byDeadline(Collection<Hold> holds, Predicate<Hold> which) {
        return holds.stream().filter(which).sorted(BY_DEADLINE).toList();
    }

    /** Sorts hash codes as plain numbers, with the place of each hold, which is several times faster than to compare holds. */
    private static List<Hold> byHolder(Collection<Hold> holds) {
        Hold[] unordered = holds.toArray(Hold[]::new);
        long[] hashes = new long[unordered.length];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = ((long) unordered[i].holder().hashCode() << Integer.SIZE) | i;
        }
        Arrays.sort(hashes);
        List<Hold> ordered = new ArrayList<>(hashes.length);
        for (long hash : hashes) {
            ordered.add(unordered[(int) hash]);
        }
        ordered.sort(BY_HOLDER); // those of the same hash code; all others are in order
        return ordered;
    }

    private static int byDeadline(Hold one, Hold other) {
        int earlier = one.expiresAt().compareTo(other.expiresAt());
        return earlier == 0 ? one.holder().compareTo(other.holder()) : earlier;
    }

    /** An order that costs little to compare; nobody reads it. */
    private static int byHolder(Hold one, Hold other) {
        int lower = Integer.compare(one.holder().hashCode(), other.holder().hashCode());
        return lower == 0 ? one.holder().compareTo(other.holder()) : lower;
    }

    /** Tells which holds an earlier version has not, or not so, and which only that has. */
    void compare(Holds earlier, Consumer<Hold> changed, Consumer<Hold> gone) {
        byHolder.compare(earlier.byHolder, changed, gone);
    }

    /** These holds with others in the place of those that they were, and without those of some holders. It costs O(n). */
    Holds replaced(Holds others, Collection<String> gone) {
        Set<String> outdated = new HashSet<>(gone);
        others.all().forEach(hold -> outdated.add(hold.holder()));
        Predicate<Hold> remains = hold -> !outdated.contains(hold.holder());
        return new Holds(
                byHolder.merged(remains, others.byHolder),
                open.merged(remains, others.open),
                empty.merged(remains, others.empty),
                others.forgottenUntil);
    }

    /** The sum of all holds, lapsed ones included until their holder has been asked. */
    BigDecimal reserved() {
        return open.sum();
    }

    public @Nullable Hold of(String holder) {
        return byHolder.find(Hold.of(holder));
    }

    /** The open holds, first deadline first. */
    public Stream<Hold> open() {
        return stream(open);
    }

    /** All that is remembered: the open holds, then the empty ones, first deadline first. */
    public Stream<Hold> all() {
        return Stream.concat(stream(open), stream(empty));
    }

    /** How many holds are remembered. */
    public int size() {
        return byHolder.size();
    }

    /** The last deadline of a hold that was forgotten. */
    public Instant forgottenUntil() {
        return forgottenUntil;
    }

    private static Stream<Hold> stream(HoldTree tree) {
        return StreamSupport.stream(
                Spliterators.spliterator(
                        tree.iterator(),
                        tree.size(),
                        Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                false);
    }

    /** The open holds, first deadline first. */
    Iterator<Hold> firstDeadlineFirst() {
        return open.iterator();
    }

    /** What the open holds hold whose deadline has passed. */
    BigDecimal lapsedAt(Instant time) {
        return open.sumWhile(hold -> hold.hasLapsedAt(time));
    }

    Holds with(Hold hold) {
        Hold before = byHolder.find(hold);
        HoldTree openWithout = before != null && before.isOpen() ? open.minus(before) : open;
        HoldTree emptyWithout = before != null && !before.isOpen() ? empty.minus(before) : empty;
        return new Holds(
                byHolder.plus(hold),
                hold.isOpen() ? openWithout.plus(hold) : openWithout,
                hold.isOpen() ? emptyWithout : emptyWithout.plus(hold),
                forgottenUntil);
    }

    /** Without the empty holds whose deadline has passed: late repeats are now refused by the deadline. */
    Holds forgetAt(Instant time) {
        Hold first = empty.first();
        if (first == null || !first.hasLapsedAt(time)) {
            return this;
        }
        HoldTree known = byHolder;
        HoldTree left = empty;
        Instant last = forgottenUntil;
        for (Hold hold = first; hold != null && hold.hasLapsedAt(time); hold = left.first()) {
            known = known.minus(hold);
            left = left.minus(hold);
            last = hold.expiresAt().isAfter(last) ? hold.expiresAt() : last;
        }
        return new Holds(known, open, left, last);
    }

    /** Whether a hold with this deadline may have been forgotten: a command sent before the deadline can come after it. */
    boolean mayHaveForgotten(Instant expiresAt) {
        return !expiresAt.isAfter(forgottenUntil);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Holds holds
                && size() == holds.size()
                && forgottenUntil.equals(holds.forgottenUntil)
                && inOrder().equals(holds.inOrder());
    }

    private List<Hold> inOrder() {
        return all().toList();
    }

    @Override
    public int hashCode() {
        return Objects.hash(size(), forgottenUntil);
    }

    @Override
    public String toString() {
        return inOrder().toString();
    }
}
