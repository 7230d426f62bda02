package holdfast.app.snapshots;

import holdfast.inventory.Hold;
import holdfast.inventory.Holds;
import java.time.Instant;
import java.util.Iterator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes holds as rows: holder, quantity, deadline as seconds and nanoseconds, whether it is closed, and the refs. Those
 * that are otherwise like the hold before have holder and deadline only.
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
        Iterator<Hold> rows = holds.all().iterator();
        for (Hold before = null; rows.hasNext(); ) {
            Hold hold = rows.next();
            write(hold, before != null && isLike(before, hold), json);
            before = hold;
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static boolean isLike(Hold before, Hold hold) {
        return hold.quantity().compareTo(before.quantity()) == 0
                && hold.quantity().scale() == before.quantity().scale()
                && hold.closed() == before.closed()
                && hold.refs().equals(before.refs());
    }

    private static void write(Hold hold, boolean likeTheOneBefore, JsonGenerator json) {
        json.writeStartArray();
        json.writeString(hold.holder());
        if (!likeTheOneBefore) {
            json.writeString(hold.quantity().toPlainString());
        }
        write(hold.expiresAt(), json);
        if (!likeTheOneBefore) {
            json.writeBoolean(hold.closed());
            hold.refs().forEach(json::writeString);
        }
        json.writeEndArray();
    }

    private static void write(Instant time, JsonGenerator json) {
        json.writeNumber(time.getEpochSecond());
        json.writeNumber(time.getNano());
    }
}
