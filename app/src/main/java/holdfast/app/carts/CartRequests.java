package holdfast.app.carts;

import holdfast.app.api.validation.AtLeastOneSecond;
import holdfast.app.api.validation.Identifier;
import holdfast.app.api.validation.PositiveDecimal;
import holdfast.inventory.cart.CartItem;
import holdfast.order.NewLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests that concern carts' reservations. */
final class CartRequests {

    private static final String MAIN = "main";

    private CartRequests() {}

    record Line(
            @NotNull @Identifier String sku,
            @Identifier @Nullable String location,
            @NotNull @PositiveDecimal BigDecimal quantity) {

        CartItem toItem() {
            return new CartItem(sku, Objects.requireNonNullElse(location, MAIN), quantity);
        }

        /** As the line of an order would be checked: what it costs is no matter here. */
        NewLine toCheck() {
            return new NewLine(null, sku, Objects.requireNonNullElse(location, MAIN), quantity, BigDecimal.ZERO);
        }
    }

    record Reserve(
            @Identifier @Nullable String reservationId,

            @NotNull @Size(min = 1, max = 200) List<@NotNull @Valid Line> lines,
            @NotNull @AtLeastOneSecond Duration expiresIn) {}

    record Extend(@NotNull @AtLeastOneSecond Duration by) {}

    /** A body may be sent, and has nothing to say. */
    record Nothing() {}
}
