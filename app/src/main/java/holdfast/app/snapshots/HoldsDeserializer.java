package holdfast.app.snapshots;

import holdfast.inventory.Hold;
import holdfast.inventory.Holds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        long seconds = json.getLongValue();
        json.nextToken();
        return Instant.ofEpochSecond(seconds, json.getIntValue());
    }

    /** Most holds have the same few refs and quantities, which they share then. */
    private static final class Rows {

        private final JsonParser json;
        private final Map<List<String>, PSet<String>> refs = new HashMap<>();
        private final Map<String, BigDecimal> quantities = new HashMap<>();

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
            String holder = text();
            BigDecimal quantity = quantities.computeIfAbsent(text(), BigDecimal::new);
            Instant expiresAt = time(json);
            boolean closed = json.nextToken() == JsonToken.VALUE_TRUE;
            List<String> known = new ArrayList<>(1);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                known.add(json.getString());
            }
            return new Hold(holder, quantity, expiresAt, refs.computeIfAbsent(known, TreePSet::from), closed);
        }

        private String text() {
            json.nextToken();
            return json.getString();
        }
    }
}
