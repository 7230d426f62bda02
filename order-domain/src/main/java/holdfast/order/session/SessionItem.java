package holdfast.order.session;

import holdfast.order.NewLine;
import holdfast.order.OrderRefusal;
import java.math.BigDecimal;

/**
 * Something in a session that may become a line of an order.
 *
 * @param quantity positive, in the SKU's unit
 * @param unitPrice not negative, in the currency of the service
 */
public record SessionItem(String sku, String location, BigDecimal quantity, BigDecimal unitPrice) {

    /** The item as an order is asked for it. */
    public NewLine line() {
        return new NewLine(null, sku, location, quantity, unitPrice);
    }

    SessionItem exact(String currency) throws OrderRefusal.InvalidAmount {
        NewLine exact = line().exact(currency, "items.unitPrice");
        return new SessionItem(sku, location, exact.quantity(), exact.unitPrice());
    }
}
