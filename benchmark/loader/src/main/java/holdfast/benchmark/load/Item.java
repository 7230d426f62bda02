package holdfast.benchmark.load;

import java.util.concurrent.atomic.AtomicLong;

/** A SKU and the stock that it must have by the answers that were given. */
public final class Item {

    private final String sku;
    private final AtomicLong onHand = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private volatile boolean changed;

    Item(String sku) {
        this.sku = sku;
    }

    public String sku() {
        return sku;
    }

    long onHand() {
        return onHand.get();
    }

    long reserved() {
        return reserved.get();
    }

    /** Whether it has changed since it was last asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    void receive(long quantity) {
        onHand.addAndGet(quantity);
        changed = true;
    }

    void reserve(long quantity) {
        reserved.addAndGet(quantity);
        changed = true;
    }

    void sell(long quantity) {
        reserved.addAndGet(-quantity);
        onHand.addAndGet(-quantity);
        changed = true;
    }
}
