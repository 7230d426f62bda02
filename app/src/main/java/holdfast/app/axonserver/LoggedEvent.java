package holdfast.app.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * An event in the form in which the tables and the log have it alike, to the byte.
 *
 * @param recordedAt RFC 3339 with all digits; the log's own time has milliseconds only
 * @param metaData JSON
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record LoggedEvent(
        String eventId,
        String aggregateId,
        long sequenceNumber,
        String aggregateType,
        String recordedAt,
        String payloadType,
        @Nullable String payloadRevision,
        byte[] payload,
        byte[] metaData) {

    private static final String META_DATA = "metadata";
    private static final String RECORDED_AT = "recordedAt";

    static LoggedEvent of(DomainEventMessage<?> event, Serializer serializer) {
        var payload = event.serializePayload(serializer, byte[].class);
        return new LoggedEvent(
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getType(),
                DateTimeUtils.formatInstant(event.getTimestamp()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                event.serializeMetaData(serializer, byte[].class).getData());
    }

    Event toServer() {
        SerializedObject.Builder content =
                SerializedObject.newBuilder().setType(payloadType).setData(ByteString.copyFrom(payload));
        if (payloadRevision != null) {
            content.setRevision(payloadRevision);
        }
        return Event.newBuilder()
                .setMessageIdentifier(eventId)
                .setAggregateIdentifier(aggregateId)
                .setAggregateSequenceNumber(sequenceNumber)
                .setAggregateType(aggregateType)
                .setTimestamp(Instant.parse(recordedAt).toEpochMilli())
                .setPayload(content)
                .putMetaData(META_DATA, text(new String(metaData, StandardCharsets.UTF_8)))
                .putMetaData(RECORDED_AT, text(recordedAt))
                .build();
    }

    private static MetaDataValue text(String value) {
        return MetaDataValue.newBuilder().setTextValue(value).build();
    }

    /** Whether an event of the server is one of these: somebody else may have used the context before. */
    static boolean isOne(Event event) {
        return event.containsMetaData(META_DATA) && event.containsMetaData(RECORDED_AT);
    }

    static LoggedEvent fromServer(Event event) {
        String revision = event.getPayload().getRevision();
        return new LoggedEvent(
                event.getMessageIdentifier(),
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                event.getAggregateType(),
                event.getMetaDataOrThrow(RECORDED_AT).getTextValue(),
                event.getPayload().getType(),
                revision.isEmpty() ? null : revision,
                event.getPayload().getData().toByteArray(),
                event.getMetaDataOrThrow(META_DATA).getTextValue().getBytes(StandardCharsets.UTF_8));
    }
}
