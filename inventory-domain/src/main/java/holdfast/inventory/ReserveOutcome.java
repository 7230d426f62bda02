package holdfast.inventory;

import java.math.BigDecimal;

/** How the stock item answered a {@link StockCommand.ReserveStock}. */
public sealed interface ReserveOutcome {

    /** The stock is held for the holder, now or since an earlier delivery of the same command. */
    record Held() implements ReserveOutcome {}

    /** Not enough: {@code available} is what could have been had, never negative. */
    record NotEnough(BigDecimal available) implements ReserveOutcome {}

    /** The hold would have lapsed before it began. */
    record TooLate() implements ReserveOutcome {}
}
