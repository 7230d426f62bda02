package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
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
 * also to know what has lapsed, and any version can be handed out without a copy. Holds that were read are put in order
 * only when that is needed.
 */
public final class Holds {

    private static final Comparator<Hold> BY_DEADLINE = Holds::byDeadline;
    private static final Comparator<Hold> BY_HOLDER = Holds::byHolder;

    static final Holds NONE = new Holds(Ordered.NONE, Instant.MIN);

    /**
     * The holds in their orders.
     *
     * @param empty the empty ones, which are remembered until their deadline
     */
    private record Ordered(HoldTree byHolder, HoldTree open, HoldTree empty) {

        private static final Ordered NONE =
                new Ordered(HoldTree.empty(BY_HOLDER), HoldTree.empty(BY_DEADLINE), HoldTree.empty(BY_DEADLINE));

        private static Ordered of(Collection<Hold> holds) {
            return new Ordered(
                    HoldTree.of(BY_HOLDER, inOrderOfHolders(holds)),
                    HoldTree.of(BY_DEADLINE, inOrderOfDeadlines(holds, Hold::isOpen)),
                    HoldTree.of(BY_DEADLINE, inOrderOfDeadlines(holds, hold -> !hold.isOpen())));
        }
    }

    /** As they were read, until they are put in order. */
    private final List<Hold> read;

    private volatile @Nullable Ordered ordered;
    private final Instant forgottenUntil;

    private Holds(Ordered ordered, Instant forgottenUntil) {
        this.read = List.of();
        this.ordered = ordered;
        this.forgottenUntil = forgottenUntil;
    }

    private Holds(List<Hold> read, Instant forgottenUntil) {
        this.read = read;
        this.forgottenUntil = forgottenUntil;
    }

    /**
     * The holds that {@link #all()} told of.
     *
     * @param forgottenUntil the last deadline of a hold that was forgotten
     */
    public static Holds of(Collection<Hold> holds, Instant forgottenUntil) {
        return new Holds(List.copyOf(holds), forgottenUntil);
    }

    /** It does not matter when two threads come to the same at the same time. */
    private Ordered ordered() {
        Ordered known = ordered;
        if (known == null) {
            known = Ordered.of(read);
            ordered = known;
        }
        return known;
    }

    private static List<Hold> inOrderOfDeadlines(Collection<Hold> holds, Predicate<Hold> which) {
        return holds.stream().filter(which).sorted(BY_DEADLINE).toList();
    }

    /** Sorts hash codes as plain numbers, with the place of each hold, which is several times faster than to compare holds. */
    private static List<Hold> inOrderOfHolders(Collection<Hold> holds) {
        Hold[] unordered = holds.toArray(Hold[]::new);
        long[] hashes = new long[unordered.length];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = ((long) unordered[i].holder().hashCode() << Integer.SIZE) | i;
        }
        Arrays.sort(hashes);
        Hold[] ordered = new Hold[hashes.length];
        boolean distinct = true;
        for (int i = 0; i < hashes.length; i++) {
            ordered[i] = unordered[(int) hashes[i]];
            distinct &= i == 0 || hashes[i] >> Integer.SIZE != hashes[i - 1] >> Integer.SIZE;
        }
        if (!distinct) {
            Arrays.sort(ordered, BY_HOLDER);
        }
        return Arrays.asList(ordered);
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
        ordered().byHolder.compare(earlier.ordered().byHolder, changed, gone);
    }

    /** These holds with others in the place of those that they were, and without those of some holders. It costs O(n). */
    Holds replaced(Holds others, Collection<String> gone) {
        Set<String> outdated = new HashSet<>(gone);
        others.inAnyOrder().forEach(hold -> outdated.add(hold.holder()));
        Stream<Hold> left = inAnyOrder().filter(hold -> !outdated.contains(hold.holder()));
        return new Holds(Stream.concat(left, others.inAnyOrder()).toList(), others.forgottenUntil);
    }

    private Stream<Hold> inAnyOrder() {
        return ordered == null ? read.stream() : all();
    }

    /** The sum of all holds, lapsed ones included until their holder has been asked. */
    BigDecimal reserved() {
        return ordered == null
                ? read.stream().map(Hold::quantity).reduce(BigDecimal.ZERO, BigDecimal::add)
                : ordered().open.sum();
    }

    public @Nullable Hold of(String holder) {
        return ordered().byHolder.find(Hold.of(holder));
    }

    /** The open holds, first deadline first. */
    public Stream<Hold> open() {
        return stream(ordered().open);
    }

    /** All that is remembered: the open holds, then the empty ones, first deadline first. */
    public Stream<Hold> all() {
        return Stream.concat(stream(ordered().open), stream(ordered().empty));
    }

    /** How many holds are remembered. */
    public int size() {
        return ordered == null ? read.size() : ordered().byHolder.size();
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
        return ordered().open.iterator();
    }

    /** What the open holds hold whose deadline has passed. */
    BigDecimal lapsedAt(Instant time) {
        return ordered().open.sumWhile(hold -> hold.hasLapsedAt(time));
    }

    Holds with(Hold hold) {
        Ordered these = ordered();
        Hold before = these.byHolder.find(hold);
        HoldTree openWithout = before != null && before.isOpen() ? these.open.minus(before) : these.open;
        HoldTree emptyWithout = before != null && !before.isOpen() ? these.empty.minus(before) : these.empty;
        return new Holds(
                new Ordered(
                        these.byHolder.plus(hold),
                        hold.isOpen() ? openWithout.plus(hold) : openWithout,
                        hold.isOpen() ? emptyWithout : emptyWithout.plus(hold)),
                forgottenUntil);
    }

    /** Without the empty holds whose deadline has passed: late repeats are now refused by the deadline. */
    Holds forgetAt(Instant time) {
        Ordered these = ordered();
        Hold first = these.empty.first();
        if (first == null || !first.hasLapsedAt(time)) {
            return this;
        }
        HoldTree known = these.byHolder;
        HoldTree left = these.empty;
        Instant last = forgottenUntil;
        for (Hold hold = first; hold != null && hold.hasLapsedAt(time); hold = left.first()) {
            known = known.minus(hold);
            left = left.minus(hold);
            last = hold.expiresAt().isAfter(last) ? hold.expiresAt() : last;
        }
        return new Holds(new Ordered(known, these.open, left), last);
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
