package holdfast.app.snapshots;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.inventory.Holds;
import java.math.BigDecimal;
import org.pcollections.OrderedPSet;
import org.pcollections.PMap;
import org.pcollections.TreePSet;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Writes states as JSON and reads exactly what it wrote; whatever else is stored it refuses to read. */
final class SnapshotJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .withConfigOverride(
                    BigDecimal.class, decimal -> decimal.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .changeDefaultPropertyInclusion(
                    inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(collections())
            .build();

    private SnapshotJson() {}

    static byte[] write(Object state) {
        return MAPPER.writeValueAsBytes(state);
    }

    static <S> S read(byte[] json, Class<S> type) {
        return MAPPER.readValue(json, type);
    }

    private static JacksonModule collections() {
        return new SimpleModule("holdfast-snapshots")
                .addSerializer(new HoldsSerializer())
                .addDeserializer(Holds.class, new HoldsDeserializer())
                .addDeserializer(PMap.class, new Collections.OfVersions())
                .addDeserializer(OrderedPSet.class, new Collections.OfText<>(OrderedPSet.class, OrderedPSet::from))
                .addDeserializer(TreePSet.class, new Collections.OfText<>(TreePSet.class, TreePSet::from));
    }
}
