package holdfast.app.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends sessions of nodes that fell silent in the middle of what they had to say, while others wait for their locks.
 *
 * <p>A transaction whose node is silent between two statements the server ends by itself, but only after a time that
 * even a node that has just started under load never takes. Within a statement, as within a batch of which only the first
 * part came, it waits for the rest for as long as the connection lives: no setting of PostgreSQL 15 or 16 bounds that. So
 * each node looks once a second whether it, or any other, waits for such a session.
 */
@Component
class StalledSessions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StalledSessions.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    /** It has a transaction, the server waits for its words or for it to take an answer, and somebody for one of its locks. */
    private static final String END = """
            select stalled.pid, pg_terminate_backend(stalled.pid)
            from pg_stat_activity stalled
            where stalled.datname = current_database() and stalled.usename = current_user
              and stalled.application_name = 'holdfast'
              and stalled.state <> 'idle' and stalled.wait_event in ('ClientRead', 'ClientWrite')
              and clock_timestamp() - stalled.state_change > interval '3 s'
              and exists (select 1 from pg_stat_activity waiting
                          where waiting.datname = current_database() and waiting.wait_event_type = 'Lock'
                            and stalled.pid = any (pg_blocking_pids(waiting.pid)))""";

    private final OwnConnections connections;
    private final StoreSettings settings;
    private volatile boolean running;
    private @Nullable Thread thread;

    StalledSessions(OwnConnections connections, StoreSettings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (!settings.hasSoleWriter() && !running) {
            running = true;
            thread = Thread.ofVirtual().name("stalled-sessions").start(this::run);
        }
    }

    private void run() {
        while (running) {
            try {
                lookWhileConnected();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("Nobody looks for stalled sessions while the store is away", e);
                pause(AFTER_FAILURE);
            }
        }
    }

    private void lookWhileConnected() throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            while (running) {
                endStalled(statement);
                pause(LOOK);
            }
        }
    }

    private static void endStalled(Statement statement) throws SQLException {
        try (ResultSet ended = statement.executeQuery(END)) {
            while (ended.next()) {
                LOG.warn("Ended a session whose node fell silent while others waited for it: {}", ended.getInt(1));
            }
        }
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
