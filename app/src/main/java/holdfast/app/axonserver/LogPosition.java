package holdfast.app.axonserver;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the tables are in step with the log: kept in them, so that it is committed with what it tells of. */
final class LogPosition {

    /**
     * How far they are.
     *
     * @param turn the number of the next append
     * @param token the log's place of the last event, -1 before the first
     */
    record Known(long turn, long token) {}

    private final JdbcClient jdbc;

    LogPosition(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Known read() {
        return jdbc.sql("select turn, token from event_log").query(Known.class).single();
    }

    /** The position of an event is its place in the log, counted from 1. */
    static long positionOf(long token) {
        return token + 1;
    }

    /** Lets the next event be stored at the position that it will have in the log; only who has the turn may do so. */
    void number() {
        jdbc.sql("select setval(pg_get_serial_sequence('domain_event', 'position'), token + 2, false) from event_log")
                .query(Long.class)
                .single();
    }

    /** Counts an append of so many events, and answers its number. */
    long append(int events) {
        return jdbc.sql("update event_log set turn = turn + 1, token = token + ? returning turn - 1")
                .param(events)
                .query(Long.class)
                .single();
    }

    void moveTo(Known reached) {
        jdbc.sql("update event_log set turn = ?, token = ?")
                .params(reached.turn(), reached.token())
                .update();
    }
}
