package holdfast.app.feed;

import holdfast.app.api.json.Times;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** Prints stored events for clients: what an event says is passed on as it is stored. */
@Component
class FeedPrinter {

    private static final JsonFactory JSON = new JsonFactory();

    FeedEvent print(ResultSet row) throws SQLException {
        long position = row.getLong("position");
        String type = row.getString("payload_type");
        String aggregateType = row.getString("aggregate_type");
        String aggregateId = row.getString("aggregate_id");
        byte[] payload = oneLine(row.getBytes("payload"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("position", position);
            json.writeStringProperty("type", type);
            json.writeStringProperty("aggregateType", aggregateType);
            json.writeStringProperty("aggregateId", aggregateId);
            json.writeNumberProperty("version", row.getLong("sequence_number") + 1);
            json.writeStringProperty("at", timeOf(payload, row.getString("recorded_at")));
            json.writeName("data");
            json.writeRawValue(new SerializedString(new String(payload, StandardCharsets.UTF_8)));
            json.writeEndObject();
        }
        return new FeedEvent(position, type, aggregateType, aggregateId, bytes.toByteArray());
    }

    /** Line ends are the frame of server-sent events; within JSON they are only layout. */
    private static byte[] oneLine(byte[] payload) {
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == '\n' || payload[i] == '\r') {
                payload[i] = ' ';
            }
        }
        return payload;
    }

    /** When it happened by its own word, which the history of an order shows too, not when it was stored. */
    private static String timeOf(byte[] payload, String recordedAt) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isTime = json.currentName().equals("at");
                JsonToken value = json.nextToken();
                if (isTime && value == JsonToken.VALUE_STRING) {
                    return Times.print(Instant.parse(json.getString()));
                }
                json.skipChildren();
            }
        }
        return Times.print(Instant.parse(recordedAt));
    }
}
