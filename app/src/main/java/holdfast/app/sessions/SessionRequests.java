package holdfast.app.sessions;

import holdfast.app.api.validation.Identifier;
import holdfast.app.api.validation.NonNegativeDecimal;
import holdfast.app.api.validation.PositiveDecimal;
import holdfast.order.session.SessionItem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests that change sessions. */
final class SessionRequests {

    private static final String MAIN = "main";

    private SessionRequests() {}

    /** A request that says all with its path; a body may be absent or empty, nothing else. */
    record Nothing() {}

    record Item(
            @NotNull @Identifier String sku,
            @Identifier @Nullable String location,
            @NotNull @PositiveDecimal BigDecimal quantity,
            @NotNull @NonNegativeDecimal BigDecimal unitPrice) {

        SessionItem toSessionItem() {
            return new SessionItem(sku, Objects.requireNonNullElse(location, MAIN), quantity, unitPrice);
        }
    }

    record Items(@NotNull @Size(max = 200) List<@Valid Item> items) {}

    record Assign(@NotNull @Identifier String tab) {}
}
