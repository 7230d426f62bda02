package holdfast.app.process;

import holdfast.app.eventstore.CommittedEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Keeps the parked events in the store, and gives them out to one who tries them at a time. */
@Component
class DeadLetters {

    /** One who tries an event and dies leaves it to others after that. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private static final int LONGEST_CAUSE = 2_000;

    /** A parked event that was given out to be tried, and until then to nobody else. */
    record Claimed(long id, TrackedEventMessage<?> event) {}

    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final EventUpcasterChain upcasters;

    DeadLetters(JdbcClient jdbc, Serializer serializer, EventUpcasterChain upcasters) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    Set<String> sequences(String process) {
        return new HashSet<>(jdbc.sql("select distinct sequence from dead_letter where process = ?")
                .param(process)
                .query(String.class)
                .list());
    }

    Set<String> sequencesAmong(String process, Collection<String> sequences) {
        return new HashSet<>(jdbc.sql(
                        "select distinct sequence from dead_letter where process = :process and sequence = any(:among)")
                .param("process", process)
                .param("among", new SqlArrayValue("text", sequences.toArray()))
                .query(String.class)
                .list());
    }

    /** Parks an event that came from the processor of the process. */
    void add(
            String process,
            String sequence,
            EventMessage<?> message,
            @Nullable RuntimeException failure,
            int attempts) {
        DomainEventMessage<?> event = (DomainEventMessage<?>) message;
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        jdbc.sql("""
                insert into dead_letter (process, sequence, position, aggregate_type, aggregate_id, sequence_number,
                                         event_id, payload_type, payload_revision, payload, metadata, recorded_at,
                                         cause, attempts, parked_at, tried_at)
                values (:process, :sequence, :position, :aggregateType, :aggregateId, :number, :eventId, :type,
                        :revision, :payload, :metadata, :recordedAt, :cause, :attempts, now(),
                        case when :attempts > 0 then now() end)""")
                .param("process", process)
                .param("sequence", sequence)
                .param("position", CommittedEvents.positionOf(((TrackedEventMessage<?>) message).trackingToken()))
                .param("aggregateType", event.getType())
                .param("aggregateId", event.getAggregateIdentifier())
                .param("number", event.getSequenceNumber())
                .param("eventId", event.getIdentifier())
                .param("type", payload.getType().getName())
                .param("revision", payload.getType().getRevision())
                .param("payload", payload.getData())
                .param(
                        "metadata",
                        event.serializeMetaData(serializer, byte[].class).getData())
                .param("recordedAt", event.getTimestamp().toString())
                .param("cause", failure == null ? null : causeOf(failure))
                .param("attempts", attempts)
                .update();
    }

    boolean hasAny(String process, String sequence) {
        return jdbc.sql("select exists (select 1 from dead_letter where process = ? and sequence = ?)")
                .params(process, sequence)
                .query(Boolean.class)
                .single();
    }

    /** The first parked event of a sequence; empty when there is none, or when somebody else is trying it. */
    Optional<Claimed> claimFirst(String process, String sequence) {
        return jdbc.sql("""
                        update dead_letter set claimed_until = now() + cast(:claim as interval)
                        where id = (select min(id) from dead_letter where process = :process and sequence = :sequence)
                          and (claimed_until is null or claimed_until < now())
                        returning *""")
                .param("claim", CLAIM.toString())
                .param("process", process)
                .param("sequence", sequence)
                .query((row, number) -> new Claimed(row.getLong("id"), read(CommittedEvents.toData(row, number))))
                .optional();
    }

    private TrackedEventMessage<?> read(TrackedDomainEventData<byte[]> stored) {
        return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(stored), serializer, upcasters)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The event is none any more"));
    }

    void remove(long id) {
        jdbc.sql("delete from dead_letter where id = ?").param(id).update();
    }

    void failed(long id, RuntimeException failure) {
        jdbc.sql("update dead_letter set cause = ?, attempts = attempts + ?, tried_at = now(), claimed_until = null"
                        + " where id = ?")
                .params(causeOf(failure), Steps.ATTEMPTS, id)
                .update();
    }

    void release(long id) {
        jdbc.sql("update dead_letter set claimed_until = null where id = ?")
                .param(id)
                .update();
    }

    /** Without a trace: that is in the log. */
    private static String causeOf(RuntimeException failure) {
        String cause = failure.toString();
        return cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause;
    }
}
