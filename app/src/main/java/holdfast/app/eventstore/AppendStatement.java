package holdfast.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/** Inserts any number of events in one round trip, which answers their positions. */
final class AppendStatement {

    private static final String INSERT = """
            insert into domain_event (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                                      payload_type, payload_revision, payload, metadata)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::bytea[], ?::bytea[])
            returning position""";

    private final List<DomainEventMessage<?>> events;
    private final List<SerializedObject<byte[]>> payloads;
    private final List<SerializedObject<byte[]>> metaData;

    AppendStatement(List<DomainEventMessage<?>> events, Serializer serializer) {
        this.events = events;
        this.payloads = events.stream()
                .map(event -> event.serializePayload(serializer, byte[].class))
                .toList();
        this.metaData = events.stream()
                .map(event -> event.serializeMetaData(serializer, byte[].class))
                .toList();
    }

    /** The positions of the events, in their order. */
    List<Long> execute(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            text(insert, 1, events, DomainEventMessage::getIdentifier);
            text(insert, 2, events, DomainEventMessage::getAggregateIdentifier);
            insert.setArray(3, connection.createArrayOf("bigint", sequenceNumbers()));
            text(insert, 4, events, DomainEventMessage::getType);
            text(insert, 5, events, event -> DateTimeUtils.formatInstant(event.getTimestamp()));
            text(insert, 6, payloads, payload -> payload.getType().getName());
            text(insert, 7, payloads, payload -> payload.getType().getRevision());
            bytes(insert, 8, payloads);
            bytes(insert, 9, metaData);
            try (ResultSet rows = insert.executeQuery()) {
                return positions(rows);
            }
        }
    }

    private Object[] sequenceNumbers() {
        return events.stream().map(DomainEventMessage::getSequenceNumber).toArray();
    }

    private static <T> void text(PreparedStatement insert, int index, List<T> rows, Function<T, String> column)
            throws SQLException {
        insert.setArray(
                index,
                insert.getConnection()
                        .createArrayOf("text", rows.stream().map(column).toArray()));
    }

    private static void bytes(PreparedStatement insert, int index, List<SerializedObject<byte[]>> rows)
            throws SQLException {
        byte[][] column = rows.stream().map(SerializedObject::getData).toArray(byte[][]::new);
        insert.setArray(index, insert.getConnection().createArrayOf("bytea", column));
    }

    private static List<Long> positions(ResultSet rows) throws SQLException {
        List<Long> positions = new ArrayList<>();
        while (rows.next()) {
            positions.add(rows.getLong(1));
        }
        return positions;
    }
}
