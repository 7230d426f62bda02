package holdfast.app.carts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long stock is held for a cart.
 *
 * @param maxCartWindow the most that a cart may ask for, extensions included
 * @param patience how long a request waits for the outcome of a reservation
 */
@ConfigurationProperties("holdfast.reservation")
record CartSettings(
        @DefaultValue("P1D") Duration maxCartWindow,
        @DefaultValue("PT20S") Duration patience) {

    CartSettings {
        if (maxCartWindow.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("holdfast.reservation.max-cart-window must be at least PT1S");
        }
    }
}
