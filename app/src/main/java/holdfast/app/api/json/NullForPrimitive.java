package holdfast.app.api.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** Reports a primitive field that is null or absent as a missing value, as validation does for objects. */
final class NullForPrimitive extends DeserializationProblemHandler {

    @Override
    public Object handleNullForPrimitives(
            DeserializationContext context,
            Class<?> target,
            JsonParser parser,
            ValueDeserializer<?> deserializer,
            @Nullable String message) {
        throw new InvalidValueException(parser, target, "must not be null");
    }
}
