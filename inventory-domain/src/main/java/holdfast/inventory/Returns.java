package holdfast.inventory;

import org.pcollections.OrderedPSet;

/**
 * The returns that took effect last, so that a repeated one does not count again.
 *
 * <p>Bounded, as an item may see returns for years. A process repeats at most what it was doing when it ended; only a
 * return that comes again after {@value #REMEMBERED} others of the same item would be taken for a new one.
 */
record Returns(OrderedPSet<String> refs) {

    static final int REMEMBERED = 10_000;
    static final Returns NONE = new Returns(OrderedPSet.empty());

    boolean knows(String holder, String ref) {
        return refs.contains(name(holder, ref));
    }

    Returns plus(String holder, String ref) {
        OrderedPSet<String> more = refs.plus(name(holder, ref));
        return new Returns(more.size() > REMEMBERED ? more.minus(more.iterator().next()) : more);
    }

    /** A ref is unique within its holder only; no id may contain a slash. */
    private static String name(String holder, String ref) {
        return holder + "/" + ref;
    }
}
