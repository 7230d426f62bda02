package holdfast.app.eventstore;

import holdfast.app.snapshots.Snapshots;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;

/**
 * Appends events so that the order of their positions is the order of their commits.
 *
 * <p>Each appending transaction first takes one advisory lock and keeps it until it ends. So positions are drawn one
 * transaction after the other, and a reader that sees a position has seen every lower one that will ever exist: no
 * event can be skipped, whatever clocks and time-outs say. A missing position is a rolled-back one, for good. A writer
 * that is paused in between is cut off by the database, whose clock alone decides that, and has then appended nothing.
 */
final class OrderedEventStorageEngine extends JdbcEventStorageEngine {

    /** The digits of "holdfast" on a telephone: any constant that no other user of the database takes. */
    static final long APPEND_LOCK = 46533278L;

    private static final String LOCK =
            "select set_config('idle_in_transaction_session_timeout', ?, true), pg_advisory_xact_lock(?)";

    private final CommittedTail tail;
    private final CommitSignal signal;
    private final Snapshots snapshots;
    private final String pause;

    OrderedEventStorageEngine(
            Builder builder, CommittedTail tail, CommitSignal signal, Snapshots snapshots, AppendSettings settings) {
        super(builder);
        this.tail = tail;
        this.signal = signal;
        this.snapshots = snapshots;
        this.pause = settings.pause().toMillis() + "ms";
    }

    /** The state that a stream's aggregate goes on from, as the message before the events that came after it. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateId) {
        return snapshots
                .last(aggregateId)
                .map(kept -> new GenericDomainEventMessage<>(
                        kept.type().name(), aggregateId, kept.version() - 1, kept.state()));
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        List<DomainEventMessage<?>> appended = new ArrayList<>(events.size());
        events.forEach(event -> appended.add(EventUtils.asDomainEventMessage(event)));
        List<Long> positions = append(appended, serializer);
        // Registered last, so called first: whoever is told of the commit finds the position of it reached.
        CurrentUnitOfWork.ifStarted(work ->
                work.root().onCommit(root -> root.afterCommit(_ -> tell(appended, positions))));
    }

    private List<Long> append(List<DomainEventMessage<?>> events, Serializer serializer) {
        Connection connection = getConnection();
        try {
            lock(connection);
            return new AppendStatement(events, serializer).execute(connection);
        } catch (SQLException e) {
            handlePersistenceException(e, events.getFirst());
            throw new IllegalStateException(e);
        } finally {
            JdbcUtils.closeQuietly(connection);
        }
    }

    /** From here on all writers wait for this one: if it is paused, the database ends its transaction. */
    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, pause);
            lock.setLong(2, APPEND_LOCK);
            lock.execute();
        }
    }

    private void tell(List<DomainEventMessage<?>> appended, List<Long> positions) {
        List<TrackedEventMessage<?>> committed = new ArrayList<>(appended.size());
        for (int i = 0; i < appended.size(); i++) {
            committed.add(new GenericTrackedDomainEventMessage<>(
                    new GlobalSequenceTrackingToken(positions.get(i)), appended.get(i)));
        }
        tail.add(committed);
        signal.fire(committed);
    }
}
