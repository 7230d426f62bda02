package holdfast.app.axonserver.routing;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.app.idempotency.Claim;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads what travels between nodes: commands, claims and replies, and nothing else that a sender may name. */
final class RoutedJson extends Jackson3Serializer {

    private final Map<String, Class<?>> types;

    private RoutedJson(Builder builder, Collection<Class<?>> commands) {
        super(builder);
        this.types = Stream.concat(commands.stream(), Stream.of(Claim.class, RoutedReply.class))
                .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));
    }

    static RoutedJson of(Collection<Class<?>> commands) {
        return new RoutedJson(
                Jackson3Serializer.builder().jsonMapperBuilderCustomizer(RoutedJson::configure), commands);
    }

    private static void configure(JsonMapper.Builder mapper) {
        mapper.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
        mapper.withConfigOverride(
                BigDecimal.class, decimal -> decimal.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)));
        mapper.changeDefaultPropertyInclusion(
                inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }

    /** Any reply is named as what it is one of. */
    @Override
    public SerializedType typeForClass(Class type) {
        return type != null && RoutedReply.class.isAssignableFrom(type)
                ? new SimpleSerializedType(RoutedReply.class.getName(), null)
                : super.typeForClass(type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return SerializedType.isEmptyType(type)
                ? Void.class
                : types.getOrDefault(type.getName(), UnknownSerializedType.class);
    }
}
