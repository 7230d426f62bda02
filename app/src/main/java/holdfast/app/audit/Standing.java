package holdfast.app.audit;

/** Where a read model is compared: behind the last event of all before the first of its own that it has not taken in. */
final class Standing {

    private final long reached;
    private long at = -1;

    Standing(long reached) {
        this.reached = reached;
    }

    /**
     * Whether the read model has taken in an event of its own.
     *
     * @param before the position of the event before it, of whatever kind
     */
    boolean hasTakenIn(long position, long before) {
        if (position > reached && at < 0) {
            at = before;
        }
        return position <= reached;
    }

    /** The position, at the end of all events. */
    long at(long head) {
        return at < 0 ? head : at;
    }
}
