package holdfast.app.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All committed events in the order of their positions, for anybody who follows the store.
 *
 * <p>A position is all that a reader has to remember, because {@link OrderedEventStorageEngine} never lets a lower one
 * appear later.
 */
public class CommittedEvents implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final String SELECT = """
            select position, aggregate_type, aggregate_id, sequence_number, event_id, recorded_at,
                   payload_type, payload_revision, payload, metadata
            from domain_event where position > ? order by position limit ?""";

    private static final String SELECT_OF_TYPES = """
            select position, aggregate_type, aggregate_id, sequence_number, event_id, recorded_at,
                   payload_type, payload_revision, payload, '{}'::bytea as metadata
            from domain_event where position > ? and position <= ? and aggregate_type = any (?)
            order by position limit ?""";

    /** Commits of other nodes are found within this time. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Where all commits are signalled, asking is for the case that one of them was lost with its thread. */
    private static final long SAFETY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final EventUpcaster upcasters;
    private final CommitSignal signal;
    private final CommittedTail tail;
    private final boolean soleWriter;

    CommittedEvents(
            JdbcClient jdbc,
            Serializer serializer,
            EventUpcaster upcasters,
            CommitSignal signal,
            CommittedTail tail,
            boolean soleWriter) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.upcasters = upcasters;
        this.signal = signal;
        this.tail = tail;
        this.soleWriter = soleWriter;
    }

    /** At most {@code limit} events after a position, lowest first, of those that may be in memory here. */
    List<TrackedEventMessage<?>> latestAfter(long position, int limit) {
        return tail.after(position, limit).orElseGet(() -> after(position, limit));
    }

    /** At most {@code limit} events after a position, lowest first. */
    public List<TrackedEventMessage<?>> after(long position, int limit) {
        Stream<TrackedDomainEventData<byte[]>> rows =
                jdbc.sql(SELECT).params(position, limit).query(CommittedEvents::toData).list().stream();
        return EventUtils.upcastAndDeserializeTrackedEvents(rows, serializer, upcasters)
                .toList();
    }

    /** At most {@code limit} events of some aggregate types between two positions, lowest first, without metadata. */
    public List<TrackedEventMessage<?>> of(Collection<String> aggregateTypes, long after, long until, int limit) {
        Stream<TrackedDomainEventData<byte[]>> rows = jdbc
                .sql(SELECT_OF_TYPES)
                .params(after, until, aggregateTypes.toArray(String[]::new), limit)
                .query(CommittedEvents::toData)
                .list()
                .stream();
        return EventUtils.upcastAndDeserializeTrackedEvents(rows, serializer, upcasters)
                .toList();
    }

    /** The position of the last committed event, 0 when there is none. */
    public long head() {
        long committedHere = signal.position();
        return soleWriter && committedHere > 0 ? committedHere : storedHead();
    }

    private long storedHead() {
        return jdbc.sql("select coalesce(max(position), 0) from domain_event")
                .query(Long.class)
                .single();
    }

    /** When the first event after a position was recorded. */
    public Optional<Instant> recordedAfter(long position) {
        return jdbc.sql("select recorded_at from domain_event where position > ? order by position limit 1")
                .param(position)
                .query(String.class)
                .optional()
                .map(Instant::parse);
    }

    /** Whether there are events of some aggregate types behind one position, up to another. */
    public boolean concern(Collection<String> aggregateTypes, long after, long until) {
        return jdbc.sql("select exists (select 1 from domain_event where position > :after and position <= :until"
                        + " and aggregate_type = any(:types))")
                .param("after", after)
                .param("until", until)
                .param("types", aggregateTypes.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** Those of the streams that have been begun. */
    public List<String> existing(Collection<String> aggregateIds) {
        return jdbc.sql("select aggregate_id from domain_event where sequence_number = 0 and aggregate_id = any (?)")
                .param(aggregateIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** A row that has the columns of a stored event. */
    public static TrackedDomainEventData<byte[]> toData(ResultSet row, int number) throws SQLException {
        return new TrackedDomainEventData<>(
                new GlobalSequenceTrackingToken(row.getLong("position")),
                new GenericDomainEventEntry<>(
                        row.getString("aggregate_type"),
                        row.getString("aggregate_id"),
                        row.getLong("sequence_number"),
                        row.getString("event_id"),
                        row.getString("recorded_at"),
                        row.getString("payload_type"),
                        row.getString("payload_revision"),
                        row.getBytes("payload"),
                        row.getBytes("metadata")));
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return openStream(token, _ -> true, 0);
    }

    private BlockingStream<TrackedEventMessage<?>> openStream(
            @Nullable TrackingToken token, Predicate<? super TrackedEventMessage<?>> concerns, long gatherNanos) {
        long pollNanos = soleWriter ? SAFETY_NANOS : POLL_NANOS;
        return new CommittedEventStream(this, signal, concerns, positionOf(token), pollNanos, gatherNanos);
    }

    /**
     * The same events for who is for some of them only: a commit without any such event wakes it a tenth of a second
     * later at the latest. To be woken for nothing costs as much as a small order does.
     */
    public StreamableMessageSource<TrackedEventMessage<?>> concerning(
            Predicate<? super TrackedEventMessage<?>> concerns) {
        return new Source(concerns, 0);
    }

    /**
     * The same again for read models: the first commit after a pause comes at once, and where they follow each other
     * closely they come together, a few hundredths of a second later. A batch costs a transaction whatever its size.
     */
    public StreamableMessageSource<TrackedEventMessage<?>> gathered(
            Predicate<? super TrackedEventMessage<?>> concerns) {
        return new Source(concerns, GATHER_NANOS);
    }

    private final class Source implements StreamableMessageSource<TrackedEventMessage<?>> {

        private final Predicate<? super TrackedEventMessage<?>> concerns;
        private final long gatherNanos;

        private Source(Predicate<? super TrackedEventMessage<?>> concerns, long gatherNanos) {
            this.concerns = concerns;
            this.gatherNanos = gatherNanos;
        }

        @Override
        public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
            return CommittedEvents.this.openStream(token, concerns, gatherNanos);
        }

        @Override
        public TrackingToken createTailToken() {
            return CommittedEvents.this.createTailToken();
        }

        @Override
        public TrackingToken createHeadToken() {
            return CommittedEvents.this.createHeadToken();
        }
    }

    /** The position that a token stands for, 0 for none. */
    public static long positionOf(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(head());
    }
}
