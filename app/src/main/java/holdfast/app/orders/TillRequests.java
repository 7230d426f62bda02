package holdfast.app.orders;

import holdfast.app.api.validation.AtLeastOneSecond;
import holdfast.app.api.validation.Identifier;
import holdfast.app.api.validation.PositiveDecimal;
import holdfast.order.OrderCommand.RefundPayment.Return;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of what a till asks of an order that is being served. */
final class TillRequests {

    private TillRequests() {}

    /** Without {@code lineIds} all lines are sent. */
    record Send(@Size(min = 1, max = 200) @Nullable List<@NotNull @Identifier String> lineIds) {}

    record Comp(
            @NotNull @Identifier String lineId,
            @NotNull @Size(min = 1, max = 500) String reason) {}

    /** Without a {@code quantity} the whole line is voided. */
    record VoidLine(
            @NotNull @Identifier String lineId,
            @PositiveDecimal @Nullable BigDecimal quantity,
            @NotNull @Size(min = 1, max = 500) String reason) {}

    /** {@code lines} say what comes back to stock; without them all that was sold and has not come back yet. */
    record Refund(
            @Identifier @Nullable String refundId,
            @NotNull @PositiveDecimal BigDecimal amount,
            @NotNull @Size(min = 1, max = 500) String reason,
            @Nullable Boolean restock,
            @Size(min = 1, max = 200) @Nullable List<@NotNull @Valid Returned> lines) {

        boolean isRestock() {
            return restock != null && restock;
        }

        List<Returned> returned() {
            return lines == null ? List.of() : lines;
        }

        List<Return> returns() {
            return returned().stream().map(Returned::toReturn).toList();
        }
    }

    record Returned(
            @NotNull @Identifier String lineId,
            @PositiveDecimal @Nullable BigDecimal quantity) {

        Return toReturn() {
            return new Return(lineId, quantity);
        }
    }

    record Extend(@NotNull @AtLeastOneSecond Duration by) {}
}
