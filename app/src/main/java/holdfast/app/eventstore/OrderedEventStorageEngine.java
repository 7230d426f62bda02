package holdfast.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;

/**
 * Appends events so that the order of their positions is the order of their commits.
 *
 * <p>Each appending transaction first takes one advisory lock and keeps it until it ends. So positions are drawn one
 * transaction after the other, and a reader that sees a position has seen every lower one that will ever exist: no
 * event can be skipped, whatever clocks and time-outs say. A missing position is a rolled-back one, for good.
 */
final class OrderedEventStorageEngine extends JdbcEventStorageEngine {

    /** The digits of "holdfast" on a telephone: any constant that no other user of the database takes. */
    private static final long APPEND_LOCK = 46533278L;

    private final CommitSignal signal;

    OrderedEventStorageEngine(Builder builder, CommitSignal signal) {
        super(builder);
        this.signal = signal;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        super.appendEvents(events, serializer);
        long position = lastPosition();
        CurrentUnitOfWork.ifStarted(work -> work.root().afterCommit(_ -> signal.fire(position)));
    }

    @Override
    protected PreparedStatement appendEvents(
            Connection connection, List<? extends EventMessage<?>> events, Serializer serializer) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, APPEND_LOCK);
            lock.execute();
        }
        return super.appendEvents(connection, events, serializer);
    }

    /** The position of the last of the events just appended: under the lock there is none behind it. */
    private long lastPosition() {
        try (PreparedStatement last = getConnection().prepareStatement("select max(position) from domain_event");
                ResultSet row = last.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new EventStoreException("The position of an append is not known", e);
        }
    }
}
