package holdfast.inventory;

import java.math.BigDecimal;

/** Exact decimals in one canonical form. */
public final class Quantities {

    private Quantities() {}

    /** Without trailing zeros and never with an exponent: 10.50 becomes 10.5, 1E+1 becomes 10. */
    public static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
