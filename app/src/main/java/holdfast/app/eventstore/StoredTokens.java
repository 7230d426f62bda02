package holdfast.app.eventstore;

import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tokens of the processors where they are stored, without claiming them. */
@Component
public class StoredTokens {

    private final JdbcClient jdbc;
    private final Serializer serializer;

    StoredTokens(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /** The lowest position of all segments of a processor, 0 before the first. */
    public long positionOf(String processor) {
        return jdbc
                .sql("select token, token_type from token_entry where processor_name = ?")
                .param(processor)
                .query((row, _) -> positionOf(row.getBytes("token"), row.getString("token_type")))
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
    }

    private long positionOf(byte @Nullable [] token, @Nullable String type) {
        if (token == null || type == null) {
            return 0;
        }
        TrackingToken read = serializer.deserialize(new SimpleSerializedObject<>(token, byte[].class, type, null));
        return CommittedEvents.positionOf(read);
    }
}
