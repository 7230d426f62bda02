package holdfast.app.api.json;

import java.util.Objects;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a value from a JSON string only, by a parser whose IllegalArgumentException has words for the caller. */
final class TextDeserializer<T> extends StdScalarDeserializer<T> {

    private final Class<T> type;
    private final transient Function<String, T> parse;

    TextDeserializer(Class<T> type, Function<String, T> parse) {
        super(type);
        this.type = type;
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return type.cast(context.handleUnexpectedToken(getValueType(context), parser));
        }
        try {
            return parse.apply(parser.getString());
        } catch (IllegalArgumentException unacceptable) {
            throw new InvalidValueException(parser, type, messageOf(unacceptable));
        }
    }

    static String messageOf(IllegalArgumentException unacceptable) {
        return Objects.requireNonNullElse(unacceptable.getMessage(), "is not acceptable");
    }
}
