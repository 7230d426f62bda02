package holdfast.app.snapshots;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Read the persistent collections of states. */
final class Collections {

    private Collections() {}

    /** Text in an array. */
    static final class OfText<C> extends StdDeserializer<C> {

        private final transient Function<List<String>, C> make;

        OfText(Class<? super C> type, Function<List<String>, C> make) {
            super(type);
            this.make = make;
        }

        @Override
        public C deserialize(JsonParser parser, DeserializationContext context) {
            List<String> all = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                all.add(parser.getString());
            }
            return make.apply(all);
        }
    }

    /** Versions in an object, by name. */
    static final class OfVersions extends StdDeserializer<PMap<String, Long>> {

        OfVersions() {
            super(PMap.class);
        }

        @Override
        public PMap<String, Long> deserialize(JsonParser parser, DeserializationContext context) {
            PMap<String, Long> versions = HashTreePMap.empty();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                versions = versions.plus(name, parser.getLongValue());
            }
            return versions;
        }
    }
}
