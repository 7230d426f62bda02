package holdfast.app.orders;

import holdfast.app.api.validation.AtLeastOneSecond;
import holdfast.app.api.validation.Identifier;
import holdfast.app.api.validation.NonNegativeDecimal;
import holdfast.app.api.validation.PositiveDecimal;
import holdfast.order.NewLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests that change orders. */
final class OrderRequests {

    private static final String MAIN = "main";

    private OrderRequests() {}

    record Line(
            @Identifier @Nullable String lineId,
            @NotNull @Identifier String sku,
            @Identifier @Nullable String location,
            @NotNull @PositiveDecimal BigDecimal quantity,
            @NotNull @NonNegativeDecimal BigDecimal unitPrice) {

        NewLine toNewLine() {
            return new NewLine(lineId, sku, Objects.requireNonNullElse(location, MAIN), quantity, unitPrice);
        }
    }

    record Create(
            @Identifier @Nullable String orderId,
            @Identifier @Nullable String customerId,
            @Identifier @Nullable String tab,

            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as EUR")
            String currency,

            @NotNull @Size(min = 1, max = 200) List<@Valid Line> lines,
            @Identifier @Nullable String reservationId,
            @Nullable Boolean place,
            @AtLeastOneSecond @Nullable Duration paymentWindow) {

        boolean isPlaced() {
            return place == null || place;
        }
    }

    record Add(@NotNull @Size(min = 1, max = 200) List<@Valid Line> lines) {}

    record Change(@NotNull @PositiveDecimal BigDecimal quantity) {}

    record Pay(
            @Identifier @Nullable String paymentId,
            @NotNull @PositiveDecimal BigDecimal amount,
            @NotNull @Size(min = 1, max = 64) String method) {}

    record Reason(@Size(max = 500) @Nullable String reason) {}

    /** A body may be sent, and has nothing to say. */
    record Nothing() {}
}
