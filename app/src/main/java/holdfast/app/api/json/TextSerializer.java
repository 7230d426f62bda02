package holdfast.app.api.json;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Writes a value as the JSON string that its printer makes of it. */
final class TextSerializer<T> extends StdScalarSerializer<T> {

    private final transient Function<T, String> print;

    TextSerializer(Class<T> type, Function<T, String> print) {
        super(type);
        this.print = print;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
        generator.writeString(print.apply(value));
    }
}
