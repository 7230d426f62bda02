package holdfast.app.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long stock is held for a payment, unless the order says otherwise.
 *
 * @param paymentWindow from placing to the payment deadline
 * @param maxPaymentWindow the most that an order may ask for
 * @param patience how long a request waits for the outcome of a reservation
 */
@ConfigurationProperties("holdfast.reservation")
record OrderSettings(
        @DefaultValue("PT15M") Duration paymentWindow,
        @DefaultValue("P1D") Duration maxPaymentWindow,
        @DefaultValue("PT20S") Duration patience) {

    OrderSettings {
        if (paymentWindow.compareTo(Duration.ofSeconds(1)) < 0 || paymentWindow.compareTo(maxPaymentWindow) > 0) {
            throw new IllegalArgumentException(
                    "holdfast.reservation.payment-window must be from PT1S to " + maxPaymentWindow);
        }
    }
}
