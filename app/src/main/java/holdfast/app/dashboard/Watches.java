package holdfast.app.dashboard;

import holdfast.app.eventstore.CommitObserver;
import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.LocalCommits;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockItemId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;

/**
 * Wakes those who look at an order or a SKU when something was committed about it, by any node; a commit costs nothing
 * while nobody looks at one.
 */
@Component
class Watches implements CommitObserver {

    private static final String STOCK_ITEM = "StockItem";

    private final Map<String, Set<Watch>> watches = new ConcurrentHashMap<>();

    Watches(LocalCommits commits, CommitSignal signal, Viewers viewers) {
        commits.watch(this::wake);
        signal.observe(this);
        viewers.whenOver(this::lost);
    }

    Watch ofOrder(String orderId) {
        return new Watch(orderId);
    }

    /** Of its definition and of its stock at all locations. */
    Watch ofSku(String sku) {
        return new Watch(new SkuId(sku).toString());
    }

    private void wake(DomainEventMessage<?> committed) {
        if (!watches.isEmpty()) {
            watches.getOrDefault(subjectOf(committed), Set.of()).forEach(Watch::wake);
        }
    }

    private static String subjectOf(DomainEventMessage<?> event) {
        String stream = event.getAggregateIdentifier();
        return STOCK_ITEM.equals(event.getType())
                ? new SkuId(StockItemId.parse(stream).sku()).toString()
                : stream;
    }

    @Override
    public void on(TrackedEventMessage<?> event) {
        // Too early: whoever is woken reads states, which hear of the commit a moment later.
    }

    @Override
    public void lost() {
        watches.values().forEach(all -> all.forEach(Watch::wake));
    }

    /** One viewer's; it hears of what is committed from its beginning to its end. */
    final class Watch implements AutoCloseable {

        private final String subject;
        private final Semaphore commits = new Semaphore(0);

        private Watch(String subject) {
            this.subject = subject;
            watches.compute(subject, (_, others) -> {
                Set<Watch> all = others == null ? ConcurrentHashMap.newKeySet() : others;
                all.add(this);
                return all;
            });
        }

        /** Whether there was a commit since it was asked last, or within the time. */
        boolean awaits(Duration patience) {
            try {
                boolean woken = commits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
                commits.drainPermits();
                return woken;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private void wake() {
            if (commits.availablePermits() == 0) {
                commits.release();
            }
        }

        @Override
        public void close() {
            watches.computeIfPresent(subject, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
