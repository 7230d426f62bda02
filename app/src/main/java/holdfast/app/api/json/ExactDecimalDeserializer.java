package holdfast.app.api.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a decimal from a JSON string or number as written, never through binary floating point. */
public final class ExactDecimalDeserializer extends StdScalarDeserializer<BigDecimal> {

    public ExactDecimalDeserializer() {
        super(BigDecimal.class);
    }

    @Override
    public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
        JsonToken token = parser.currentToken();
        try {
            return switch (token) {
                case VALUE_STRING -> ExactDecimal.parse(parser.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ExactDecimal.parseNumber(parser.getString());
                default -> (BigDecimal) context.handleUnexpectedToken(getValueType(context), parser);
            };
        } catch (IllegalArgumentException unacceptable) {
            throw new InvalidValueException(parser, BigDecimal.class, TextDeserializer.messageOf(unacceptable));
        }
    }
}
