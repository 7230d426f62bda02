package holdfast.app.commandbus;

import holdfast.app.eventstore.CommitObserver;
import holdfast.app.eventstore.StreamSettings;
import holdfast.app.eventstore.Turns;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;

/** The caches of all kinds of aggregates; what other nodes did to these can be brought into them between groups. */
@Component
class AggregateCaches implements CommitObserver {

    private final LaneSettings settings;
    private final StreamSettings streams;
    private final List<BoundedCache> caches = new CopyOnWriteArrayList<>();

    AggregateCaches(LaneSettings settings, StreamSettings streams, Turns turns) {
        this.settings = settings;
        this.streams = streams;
        turns.show(this);
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

    @Override
    public void on(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> domainEvent) {
            caches.forEach(cache -> cache.catchUp(domainEvent));
        }
    }

    @Override
    public void lost() {
        caches.forEach(BoundedCache::removeAll);
    }

    boolean contain(String aggregateId) {
        return caches.stream().anyMatch(cache -> cache.containsKey(aggregateId));
    }
}
