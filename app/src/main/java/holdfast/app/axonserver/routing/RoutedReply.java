package holdfast.app.axonserver.routing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import holdfast.app.idempotency.Answer;
import holdfast.inventory.StockItemId;
import holdfast.order.ItemQuantity;
import java.time.Instant;
import java.util.List;

/** What a node tells the one that a caller asked of a command that it was sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoutedReply.Done.class, name = "done"),
    @JsonSubTypes.Type(value = RoutedReply.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = RoutedReply.Stale.class, name = "stale"),
    @JsonSubTypes.Type(value = RoutedReply.StockNeeded.class, name = "stock-needed"),
    @JsonSubTypes.Type(value = RoutedReply.OrderExpired.class, name = "order-expired"),
    @JsonSubTypes.Type(value = RoutedReply.CartExpired.class, name = "cart-expired"),
    @JsonSubTypes.Type(value = RoutedReply.LapsedHolds.class, name = "lapsed-holds"),
    @JsonSubTypes.Type(value = RoutedReply.NotFound.class, name = "not-found"),
    @JsonSubTypes.Type(value = RoutedReply.Conflict.class, name = "conflict"),
    @JsonSubTypes.Type(value = RoutedReply.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = RoutedReply.NotHandled.class, name = "not-handled"),
    @JsonSubTypes.Type(value = RoutedReply.Unknown.class, name = "unknown")
})
sealed interface RoutedReply {

    /** It took effect, and this answer was recorded with it. */
    record Done(Answer answer) implements RoutedReply {}

    /** By the rules; all that the caller is to know is in the problem. */
    record Refused(String problem) implements RoutedReply {}

    /** The caller knows another version than the current one, and is told what it missed in between. */
    record Stale(String problem, long expected, long current) implements RoutedReply {}

    /** Allowed once this stock is held for the order. */
    record StockNeeded(List<ItemQuantity> items, Instant until) implements RoutedReply {}

    /** The order's payment deadline has passed, and it has to be told so. */
    record OrderExpired() implements RoutedReply {}

    /** The deadline of the reservation has passed, and it has to be told so. */
    record CartExpired() implements RoutedReply {}

    /** Allowed once these holders were asked to expire. */
    record LapsedHolds(StockItemId item, List<String> holders) implements RoutedReply {}

    /** There is no such aggregate. */
    record NotFound(String id) implements RoutedReply {}

    /** Another writer was first, at each attempt. */
    record Conflict() implements RoutedReply {}

    /** Its key has been answered meanwhile. */
    record Answered() implements RoutedReply {}

    /** Nothing was done of it, and another node may do it. */
    record NotHandled(String why) implements RoutedReply {}

    /** It may have taken effect or not. */
    record Unknown(String why) implements RoutedReply {}
}
