package holdfast.app.stock;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.app.api.PageRequest;
import holdfast.inventory.Hold;
import holdfast.inventory.cart.CartId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An open hold as the API shows it: who has it, and when the stock is free again at the latest. */
record HoldBody(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String orderId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reservationId,
        BigDecimal quantity,
        String location,
        Instant expiresAt,
        @JsonIgnore String holder)
        implements Comparable<HoldBody> {

    private static final Comparator<HoldBody> ORDER = Comparator.comparing(HoldBody::expiresAt)
            .thenComparing(HoldBody::location)
            .thenComparing(HoldBody::holder);

    static HoldBody of(String location, Hold hold) {
        boolean isCart = CartId.isCart(hold.holder());
        return new HoldBody(
                isCart ? null : hold.holder(),
                isCart ? CartId.parse(hold.holder()).id() : null,
                hold.quantity().stripTrailingZeros(),
                location,
                hold.expiresAt(),
                hold.holder());
    }

    /** First deadline first; a hold that is extended moves behind, so a page that was turned misses none. */
    @Override
    public int compareTo(HoldBody other) {
        return ORDER.compare(this, other);
    }

    String cursor() {
        String text = expiresAt + "|" + location + "|" + holder;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a cursor among the holds; a {@code validation-failed} problem for what is none. */
    static HoldBody placeOf(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", 3);
            if (parts.length == 3) {
                return new HoldBody(null, null, BigDecimal.ZERO, parts[1], Instant.parse(parts[0]), parts[2]);
            }
        } catch (IllegalArgumentException | DateTimeParseException notOurs) {
            // told below
        }
        throw PageRequest.invalid("cursor", "is not one that was given here");
    }
}
