package holdfast.app.reservation;

/**
 * Knows which orders have events that the process has yet to come to: what follows from a later one has to wait, so
 * that the events of an order are always handled one after the other.
 */
interface EarlierEvents {

    /** A group begins: what is known must be true from here to its commit. */
    void look();

    boolean wait(String orderId);

    /**
     * An event of the order is left to the process, by a transaction that is about to commit.
     *
     * @return false when that is too much to remember: then {@link #startOver} must follow the commit
     */
    boolean leave(String orderId, String eventId);

    /** The process handled, or parked, an event of the order. */
    void handled(String orderId, String eventId);

    /** Whatever was committed until now may still have to be handled. */
    void startOver();
}
