package holdfast.app.snapshots;

import holdfast.inventory.Hold;
import holdfast.inventory.Holds;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes holds as rows: holder, quantity, deadline as seconds and nanoseconds, whether it is closed, and the refs.
 *
 * <p>Short and quick to read, as there may be hundreds of thousands.
 */
final class HoldsSerializer extends StdSerializer<Holds> {

    static final String FORGOTTEN_UNTIL = "forgottenUntil";
    static final String ALL = "all";

    HoldsSerializer() {
        super(Holds.class);
    }

    @Override
    public void serialize(Holds holds, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        json.writeName(FORGOTTEN_UNTIL);
        json.writeStartArray();
        write(holds.forgottenUntil(), json);
        json.writeEndArray();
        json.writeName(ALL);
        json.writeStartArray();
        holds.all().forEach(hold -> write(hold, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Hold hold, JsonGenerator json) {
        json.writeStartArray();
        json.writeString(hold.holder());
        json.writeString(hold.quantity().toPlainString());
        write(hold.expiresAt(), json);
        json.writeBoolean(hold.closed());
        hold.refs().forEach(json::writeString);
        json.writeEndArray();
    }

    private static void write(Instant time, JsonGenerator json) {
        json.writeNumber(time.getEpochSecond());
        json.writeNumber(time.getNano());
    }
}
