package holdfast.inventory;

import java.math.BigDecimal;

/** What is on hand and how much of it is held, in the SKU's unit. */
public record StockLevel(BigDecimal onHand, BigDecimal reserved) {

    static StockLevel of(BigDecimal onHand, BigDecimal reserved) {
        return new StockLevel(Quantities.plain(onHand), Quantities.plain(reserved));
    }
}
