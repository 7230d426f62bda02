package holdfast.app.audit;

import java.math.BigDecimal;
import java.time.Instant;

/** An open hold of one order on one stock item. */
final class HoldAccount {

    private final Trail trail = new Trail();
    private BigDecimal quantity = BigDecimal.ZERO;
    private Instant expiresAt = Instant.MIN;

    void add(BigDecimal more, Instant until, EventRef event) {
        quantity = quantity.add(more);
        expiresAt = until;
        trail.add(event);
    }

    void subtract(BigDecimal less, EventRef event) {
        quantity = quantity.subtract(less);
        trail.add(event);
    }

    void extend(Instant later, EventRef event) {
        expiresAt = later;
        trail.add(event);
    }

    BigDecimal quantity() {
        return quantity;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Trail trail() {
        return trail;
    }
}
