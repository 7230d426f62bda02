package holdfast.app.reservation;

import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Instant;

/** Tells what of a stock item could be had. */
public interface Availability {

    /** What is on hand, neither held at that time nor kept back; never negative, zero where nothing ever arrived. */
    BigDecimal availableAt(StockItemId item, Instant time);
}
