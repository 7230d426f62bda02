package holdfast.inventory.cart;

import java.math.BigDecimal;

/** What a cart wanted of a stock item, and what of it could have been had, in the SKU's unit. */
public record CartShortage(String sku, String location, BigDecimal requested, BigDecimal available) {}
