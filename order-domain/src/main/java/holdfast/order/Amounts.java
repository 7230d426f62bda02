package holdfast.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** Exact amounts of money: no binary floating point, and rounding only where a quantity is multiplied by a price. */
final class Amounts {

    private Amounts() {}

    /**
     * The price of a quantity, rounded half up to the decimals of the currency, line by line as on a receipt.
     */
    static BigDecimal of(OrderLine line, String currency) {
        return line.quantity()
                .multiply(line.unitPrice())
                .setScale(CurrencyUnit.of(currency).getDecimalPlaces(), RoundingMode.HALF_UP);
    }

    static BigDecimal zero(String currency) {
        return BigDecimal.ZERO.setScale(CurrencyUnit.of(currency).getDecimalPlaces());
    }

    /**
     * The amount with all decimals of the currency.
     *
     * @param field what the caller named it
     * @throws OrderRefusal.InvalidAmount when it has more than that, or when nobody knows the currency
     */
    static BigDecimal exact(BigDecimal amount, String currency, String field) throws OrderRefusal.InvalidAmount {
        CurrencyUnit unit = known(currency);
        if (amount.stripTrailingZeros().scale() > unit.getDecimalPlaces()) {
            throw new OrderRefusal.InvalidAmount(
                    field,
                    amount.toPlainString() + " has more than the " + unit.getDecimalPlaces() + " decimals of "
                            + currency);
        }
        return amount.setScale(unit.getDecimalPlaces());
    }

    /**
     * The currency of an ISO 4217 code.
     *
     * @throws OrderRefusal.InvalidAmount when nobody knows it
     */
    static CurrencyUnit known(String currency) throws OrderRefusal.InvalidAmount {
        try {
            return CurrencyUnit.of(currency);
        } catch (IllegalCurrencyException e) {
            throw new OrderRefusal.InvalidAmount("currency", "'" + currency + "' is not a currency");
        }
    }
}
