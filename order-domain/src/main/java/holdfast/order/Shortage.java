package holdfast.order;

import java.math.BigDecimal;

/** What an order wanted of a stock item, and what of it could have been had, in the SKU's unit. */
public record Shortage(String sku, String location, BigDecimal requested, BigDecimal available) {}
