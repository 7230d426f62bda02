package holdfast.app.eventstore;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Writes and reads what the store keeps: JSON, events under their stable names, decimals as plain text.
 */
final class StoredJson extends Jackson3Serializer {

    private static final String AXON = "org.axonframework.";

    private StoredJson(Builder builder) {
        super(builder);
    }

    static StoredJson create() {
        return new StoredJson(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(StoredJson::configure));
    }

    private static void configure(JsonMapper.Builder mapper) {
        mapper.polymorphicTypeValidator(axonTypesOnly());
        mapper.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
        mapper.withConfigOverride(
                BigDecimal.class, decimal -> decimal.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)));
        mapper.changeDefaultPropertyInclusion(
                inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }

    /** Axon marks some of its own types, such as replay tokens, with class names; nothing else may be named so. */
    private static BasicPolymorphicTypeValidator axonTypesOnly() {
        return BasicPolymorphicTypeValidator.builder()
                .allowIfSubType(AXON)
                .allowIfSubType("java.util.")
                .build();
    }

    @Override
    public SerializedType typeForClass(Class type) {
        EventTypes.EventType event = type == null ? null : EventTypes.of(type);
        return event == null ? super.typeForClass(type) : new SimpleSerializedType(event.name(), event.revision());
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        EventTypes.EventType event = EventTypes.named(type.getName());
        if (event != null) {
            return event.payload();
        }
        return mayBeRead(type) ? super.classForType(type) : UnknownSerializedType.class;
    }

    /** Besides events only tokens and metadata are stored, which are Axon's; the store can name nothing else. */
    private static boolean mayBeRead(SerializedType type) {
        String name = type.getName();
        return name.startsWith(AXON) || SerializedType.isEmptyType(type);
    }
}
