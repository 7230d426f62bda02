package holdfast.app.audit;

import holdfast.app.eventstore.CommittedEvents;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tokens of the processors where they are stored, without claiming them. */
@Component
class ProcessorPositions {

    private final JdbcClient jdbc;
    private final Serializer serializer;

    ProcessorPositions(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    Reached all() {
        return new Reached(stock(), of("reservation"), of("amendments"));
    }

    long stock() {
        return of("stock");
    }

    /** The lowest position of all its segments, 0 before the first. */
    private long of(String processor) {
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
