package holdfast.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line as it is asked for.
 *
 * @param lineId chosen by the client; null lets the order number it
 * @param quantity positive, in the SKU's unit
 * @param unitPrice not negative, in the order's currency
 */
public record NewLine(@Nullable String lineId, String sku, String location, BigDecimal quantity, BigDecimal unitPrice) {

    /**
     * The line with its decimals in their one form: the quantity without trailing zeros, the price with all decimals of
     * the currency.
     *
     * @param priceField what the caller named the price
     * @throws OrderRefusal.InvalidAmount when the price does not fit the currency, or when nobody knows the currency
     */
    public NewLine exact(String currency, String priceField) throws OrderRefusal.InvalidAmount {
        BigDecimal price = Amounts.exact(unitPrice, currency, priceField);
        return new NewLine(lineId, sku, location, Quantities.plain(quantity), price);
    }
}
