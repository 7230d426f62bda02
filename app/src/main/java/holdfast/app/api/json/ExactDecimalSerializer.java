package holdfast.app.api.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Writes a decimal as a JSON string in plain notation with all its decimals. */
public final class ExactDecimalSerializer extends StdScalarSerializer<BigDecimal> {

    public ExactDecimalSerializer() {
        super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
        generator.writeString(ExactDecimal.print(value));
    }
}
