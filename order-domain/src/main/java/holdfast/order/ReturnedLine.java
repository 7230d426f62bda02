package holdfast.order;

import java.math.BigDecimal;

/** What of a line came back after its sale, in the SKU's unit. */
public record ReturnedLine(String lineId, String sku, String location, BigDecimal quantity) {

    public ItemQuantity stock() {
        return new ItemQuantity(sku, location, quantity);
    }
}
