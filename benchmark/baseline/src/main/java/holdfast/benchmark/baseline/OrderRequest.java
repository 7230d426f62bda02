package holdfast.benchmark.baseline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order to place. */
record OrderRequest(
        @Size(min = 1, max = 64) @Nullable String orderId,
        @Size(min = 1, max = 64) @Nullable String customerId,
        @Size(min = 1, max = 64) @Nullable String tab,
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @NotNull @Size(min = 1, max = 200) List<@Valid Line> lines,
        @Nullable Duration paymentWindow) {

    record Line(
            @Size(min = 1, max = 64) @Nullable String lineId,
            @NotNull @Size(min = 1, max = 64) String sku,
            @NotNull @Positive BigDecimal quantity,
            @NotNull @PositiveOrZero BigDecimal unitPrice) {}
}
