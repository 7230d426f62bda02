package holdfast.app.axonserver;

import java.util.List;

/** An event store outside of the database, which has the last word on what was appended. */
interface EventLog {

    /** An event with its place in the log; places only grow. */
    record Entry(long token, LoggedEvent event) {}

    /**
     * A part of the log.
     *
     * @param entries in their order, without what others keep there
     * @param reached the place of its last event, whoever's it is
     */
    record Page(List<Entry> entries, long reached) {}

    /**
     * The place of the last event, -1 when there is none.
     *
     * @throws LogUnavailable when it cannot be asked
     */
    long lastToken();

    /**
     * The events behind a place, at most so many.
     *
     * @throws LogUnavailable when it cannot be asked
     */
    Page after(long token, int limit);

    /**
     * Appends all of the events or none.
     *
     * @throws org.axonframework.modelling.command.ConcurrencyException when one of the streams has gone on: nothing was
     *     appended
     * @throws LogUnavailable when nothing was appended for another reason
     * @throws holdfast.app.eventstore.AppendInDoubt when nobody knows
     */
    void append(List<LoggedEvent> events);
}
