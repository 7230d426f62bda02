package holdfast.order;

import java.math.BigDecimal;

/**
 * A line of an order.
 *
 * @param quantity positive, in the SKU's unit
 * @param unitPrice not negative, in the order's currency
 */
public record OrderLine(String lineId, String sku, String location, BigDecimal quantity, BigDecimal unitPrice) {

    OrderLine withQuantity(BigDecimal newQuantity) {
        return new OrderLine(lineId, sku, location, newQuantity, unitPrice);
    }

    ItemQuantity stock() {
        return new ItemQuantity(sku, location, quantity);
    }
}
