package holdfast.app.snapshots;

import holdfast.inventory.Hold;
import holdfast.inventory.Holds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.PSet;
import org.pcollections.TreePSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads what {@link HoldsSerializer} wrote. */
final class HoldsDeserializer extends StdDeserializer<Holds> {

    HoldsDeserializer() {
        super(Holds.class);
    }

    @Override
    public Holds deserialize(JsonParser json, DeserializationContext context) {
        Instant forgottenUntil = Instant.MIN;
        List<Hold> all = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case HoldsSerializer.FORGOTTEN_UNTIL -> {
                    forgottenUntil = time(json);
                    json.nextToken();
                }
                case HoldsSerializer.ALL -> all = new Rows(json).read();
                default -> context.handleUnknownProperty(json, this, Holds.class, name);
            }
        }
        return Holds.of(all, forgottenUntil);
    }

    private static Instant time(JsonParser json) {
        json.nextToken();
        return timeHere(json);
    }

    private static Instant timeHere(JsonParser json) {
        long seconds = json.getLongValue();
        json.nextToken();
        return Instant.ofEpochSecond(seconds, json.getIntValue());
    }

    /** A hold shares with the one before what both have. */
    private static final class Rows {

        private final JsonParser json;
        private BigDecimal quantity = BigDecimal.ZERO;
        private boolean closed;
        private List<String> known = List.of();
        private PSet<String> refs = TreePSet.empty();

        private Rows(JsonParser json) {
            this.json = json;
        }

        private List<Hold> read() {
            List<Hold> holds = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                holds.add(hold());
            }
            return holds;
        }

        private Hold hold() {
            json.nextToken();
            String holder = json.getString();
            Instant expiresAt;
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                quantity = new BigDecimal(json.getString());
                expiresAt = time(json);
                closed = json.nextToken() == JsonToken.VALUE_TRUE;
                readRefs();
            } else {
                expiresAt = timeHere(json);
                if (json.nextToken() != JsonToken.END_ARRAY) {
                    throw new IllegalStateException("Neither a hold nor like the one before: " + holder);
                }
            }
            return new Hold(holder, quantity, expiresAt, refs, closed);
        }

        private void readRefs() {
            List<String> next = new ArrayList<>(1);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                next.add(json.getString());
            }
            if (!next.equals(known)) {
                known = next;
                refs = TreePSet.from(next);
            }
        }
    }
}
