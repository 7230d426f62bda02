package holdfast.app.commandbus;

import holdfast.app.eventstore.StreamSettings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/** The caches of all kinds of aggregates. */
@Component
class AggregateCaches {

    private final LaneSettings settings;
    private final StreamSettings streams;
    private final List<BoundedCache> caches = new CopyOnWriteArrayList<>();

    AggregateCaches(LaneSettings settings, StreamSettings streams) {
        this.settings = settings;
        this.streams = streams;
    }

    /**
     * A cache for one kind of aggregate.
     *
     * @param parts how much an entry keeps in memory
     */
    BoundedCache create(ToIntFunction<Object> parts) {
        BoundedCache cache = new BoundedCache(settings.cachedAggregates(), streams.cachedParts(), parts);
        caches.add(cache);
        return cache;
    }

    boolean contain(String aggregateId) {
        return caches.stream().anyMatch(cache -> cache.containsKey(aggregateId));
    }
}
