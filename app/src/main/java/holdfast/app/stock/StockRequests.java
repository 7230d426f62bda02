package holdfast.app.stock;

import holdfast.app.api.validation.Identifier;
import holdfast.app.api.validation.NonNegativeDecimal;
import holdfast.app.api.validation.PositiveDecimal;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests that change stock. */
final class StockRequests {

    private StockRequests() {}

    record Define(
            @Size(min = 1, max = 200) @Nullable String name,
            @Size(min = 1, max = 32) @Nullable String unit,
            @Min(0) @Max(5) @Nullable Integer scale,
            @Identifier @Nullable String productId,
            @NonNegativeDecimal @Nullable BigDecimal safetyStock) {}

    record Receive(
            @NotNull @PositiveDecimal BigDecimal quantity,
            @Identifier @Nullable String location,
            @Size(max = 200) @Nullable String reference) {}

    record Adjust(
            @NotNull BigDecimal quantity,
            @NotBlank @Size(max = 200) String reason,
            @Identifier @Nullable String location) {

        @AssertTrue(message = "quantity must not be zero")
        boolean isQuantityChanging() {
            return quantity == null || quantity.signum() != 0;
        }
    }

    record Count(
            @NotNull @NonNegativeDecimal BigDecimal counted,
            @Identifier @Nullable String location) {}

    record Transfer(
            @Identifier @Nullable String from,
            @Identifier @Nullable String to,
            @NotNull @PositiveDecimal BigDecimal quantity) {

        @AssertTrue(message = "to must be another location than from")
        boolean isToAnotherLocation() {
            return !Objects.equals(StockController.locationOr(from), StockController.locationOr(to));
        }
    }

    record Keep(@NotNull @NonNegativeDecimal BigDecimal safetyStock) {}

    record Issue(
            @NotNull @PositiveDecimal BigDecimal quantity,
            @Size(max = 200) @Nullable String reference,
            @Identifier @Nullable String location) {}
}
