package holdfast.app.commandbus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** The caches of all kinds of aggregates. */
@Component
class AggregateCaches {

    private final LaneSettings settings;
    private final List<BoundedCache> caches = new CopyOnWriteArrayList<>();

    AggregateCaches(LaneSettings settings) {
        this.settings = settings;
    }

    BoundedCache create() {
        BoundedCache cache = new BoundedCache(settings.cachedAggregates());
        caches.add(cache);
        return cache;
    }

    boolean contain(String aggregateId) {
        return caches.stream().anyMatch(cache -> cache.containsKey(aggregateId));
    }
}
