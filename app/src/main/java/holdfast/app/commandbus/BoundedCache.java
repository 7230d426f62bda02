package holdfast.app.commandbus;

import com.google.common.cache.CacheBuilder;
import java.util.function.ToIntFunction;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.jspecify.annotations.Nullable;

/** Remembers the aggregates used last, up to a number and a size, so that memory does not grow with their count. */
final class BoundedCache implements Cache {

    private final com.google.common.cache.Cache<Object, Object> entries;

    BoundedCache(long maximumSize, long maximumParts, ToIntFunction<Object> parts) {
        int each = (int) Math.max(1, maximumParts / maximumSize);
        entries = CacheBuilder.newBuilder()
                .concurrencyLevel(1)
                .maximumWeight(Math.max(maximumSize, maximumParts))
                .<Object, Object>weigher((_, entry) -> each + parts.applyAsInt(entry))
                .build();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K key) {
        return (V) entries.getIfPresent(key);
    }

    /** Without a key there is nothing to remember: a creation that was refused leaves an aggregate without an id. */
    @Override
    public void put(@Nullable Object key, Object value) {
        if (key != null) {
            entries.put(key, value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(@Nullable Object key) {
        return key != null && entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.getIfPresent(key) != null;
    }

    /** Brings an aggregate up to an event that another node appended; one that missed an earlier event is forgotten. */
    void catchUp(DomainEventMessage<?> event) {
        String id = event.getAggregateIdentifier();
        if (entries.getIfPresent(id) instanceof AggregateCacheEntry<?> known) {
            if (isUpTo(event, known)) {
                entries.put(id, known); // it may have become larger
            } else {
                entries.invalidate(id);
            }
        }
    }

    /** The entry has the living aggregate, as long as it has not been serialized. */
    private static boolean isUpTo(DomainEventMessage<?> event, AggregateCacheEntry<?> known) {
        EventSourcedAggregate<?> aggregate = known.recreateAggregate(null, null, null);
        long version = aggregate.version();
        if (event.getSequenceNumber() == version + 1) {
            aggregate.initializeState(DomainEventStream.of(event));
        }
        return event.getSequenceNumber() <= version + 1;
    }

    /** Nobody listens: Axon's repositories do not. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("No listeners");
    }
}
