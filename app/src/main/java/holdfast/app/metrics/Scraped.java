package holdfast.app.metrics;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A figure that costs a query: asked for once in a while, however many gauges are made of it and whoever scrapes them.
 *
 * <p>While the store does not answer it is unknown, and a scrape waits for that once and not once for each gauge.
 *
 * @param <T> the figure
 */
public final class Scraped<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Scraped.class);

    private final Supplier<T> query;
    private final T unknown;
    private final long keptNanos;
    private T value;
    private long staleAt = System.nanoTime();

    public Scraped(Supplier<T> query, T unknown, Duration kept) {
        this.query = query;
        this.unknown = unknown;
        this.value = unknown;
        this.keptNanos = kept.toNanos();
    }

    public synchronized T get() {
        if (System.nanoTime() - staleAt >= 0) {
            value = ask();
            staleAt = System.nanoTime() + keptNanos;
        }
        return value;
    }

    private T ask() {
        try {
            return query.get();
        } catch (RuntimeException e) {
            LOG.debug("A figure cannot be had", e);
            return unknown;
        }
    }
}
