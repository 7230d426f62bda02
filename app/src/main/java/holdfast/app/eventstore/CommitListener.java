package holdfast.app.eventstore;

import holdfast.app.store.NodeName;
import holdfast.app.store.OwnConnections;
import holdfast.app.store.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears of the commits of other nodes on a connection of its own, and looks itself from time to time: a connection may
 * have died without a word.
 */
@Component
class CommitListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CommitListener.class);
    private static final int QUIET_MILLIS = 1_000;
    private static final Duration UNHEARD = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final int BATCH = 512;
    /** Whoever is that far behind does not read all of it. */
    private static final int MOST_BATCHES = 20;

    private final OwnConnections connections;
    private final CommittedEvents events;
    private final ForeignCommits foreign;
    private final String node;
    private final boolean soleWriter;
    private boolean begun;
    /** When the store last answered, by {@link System#nanoTime}. */
    private volatile long answeredAt = System.nanoTime();

    private volatile boolean running;
    private @Nullable Thread thread;

    CommitListener(
            OwnConnections connections,
            CommittedEvents events,
            ForeignCommits foreign,
            NodeName node,
            StoreSettings settings) {
        this.connections = connections;
        this.events = events;
        this.foreign = foreign;
        this.node = node.toString();
        this.soleWriter = settings.hasSoleWriter();
    }

    @Override
    public synchronized void start() {
        if (!soleWriter && !running) {
            running = true;
            answeredAt = System.nanoTime();
            thread = Thread.ofVirtual().name("commits-of-others").start(this::run);
        }
    }

    private void run() {
        while (running) {
            try (Connection connection = connections.open()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                if (running) {
                    LOG.warn("Commits of other nodes are not heard, asking for them: {}", e.toString());
                    askFor(AFTER_FAILURE);
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Turns.CHANNEL);
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (running) {
                lookUp();
                while (running && !hears(notified)) {
                    statement.execute("select 1"); // tells a dead connection from a quiet one
                    lookUp();
                }
            }
        }
    }

    private boolean hears(PGConnection connection) throws SQLException {
        PGNotification @Nullable [] heard = connection.getNotifications(QUIET_MILLIS);
        return heard != null
                && Arrays.stream(heard)
                        .anyMatch(commit -> !commit.getParameter().equals(node));
    }

    private void askFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (running && System.nanoTime() < end) {
            try {
                lookUp();
                Thread.sleep(UNHEARD);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.debug("The store cannot be asked either", e);
            }
        }
    }

    private void lookUp() {
        if (!begun) {
            foreign.skipTo(events.head());
            begun = true;
        }
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            List<TrackedEventMessage<?>> next = events.after(foreign.told(), BATCH);
            answeredAt = System.nanoTime();
            foreign.tell(next);
            if (next.size() < BATCH) {
                return;
            }
        }
        foreign.skipTo(events.head());
    }

    /** For how long the store has not answered, which is asked at least once a second. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
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
