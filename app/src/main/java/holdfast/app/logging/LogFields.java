package holdfast.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.function.BiConsumer;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Adds to each line of a structured log what its thread is at.
 *
 * <p>It looks when a line is written, which is seldom, so that requests and commands need not carry anything along.
 */
public final class LogFields implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    /** Made by name: see {@code logging.structured.json.customizer}. */
    public LogFields() {}

    @Override
    public void customize(Members<ILoggingEvent> members) {
        members.add().usingPairs(LogFields::write);
    }

    private static void write(ILoggingEvent line, BiConsumer<String, String> fields) {
        LogContext.now().forEach((name, value) -> {
            if (!isThere(line, name)) {
                fields.accept(name, value);
            }
        });
    }

    /** What the line itself says is more exact, and a field may be there once only. */
    private static boolean isThere(ILoggingEvent line, String name) {
        return line.getMDCPropertyMap().containsKey(name)
                || (line.getKeyValuePairs() != null
                        && line.getKeyValuePairs().stream().anyMatch(pair -> pair.key.equals(name)));
    }
}
