package holdfast.inventory.cart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the reservation of a cart.
 *
 * <p>{@code at} is the time at which the command was given: rules compare deadlines with it, never with a clock.
 * {@code expectedVersion} is the version the sender knows, or null when the state alone shall decide. Every handler
 * answers the {@link CartState} after it.
 */
public sealed interface CartCommand {

    CartId cart();

    Instant at();

    /**
     * Asks for stock to be held for a while.
     *
     * @param window from now to the deadline
     */
    record RequestCart(@TargetAggregateIdentifier CartId cart, List<CartItem> lines, Duration window, Instant at)
            implements CartCommand {}

    /** All of it is held. */
    record ConfirmCart(@TargetAggregateIdentifier CartId cart, Instant at) implements CartCommand {}

    /** Not all of it could be held, and nothing is. */
    record RejectCart(@TargetAggregateIdentifier CartId cart, List<CartShortage> shortages, Instant at)
            implements CartCommand {}

    /** Writes down that the deadline has passed, if it has. */
    record ExpireCart(@TargetAggregateIdentifier CartId cart, Instant at) implements CartCommand {}

    /**
     * Moves the deadline on from where it is.
     *
     * @param maxWindow the most there may be from the request to the deadline
     */
    record ExtendCart(
            @TargetAggregateIdentifier CartId cart,
            Duration by,
            Duration maxWindow,
            @Nullable Long expectedVersion,
            Instant at)
            implements CartCommand {}

    /** Turns the holds into a sale. */
    record CommitCart(
            @TargetAggregateIdentifier CartId cart,
            @Nullable Long expectedVersion,
            Instant at) implements CartCommand {}

    /** Gives the stock back. */
    record ReleaseCart(
            @TargetAggregateIdentifier CartId cart,
            @Nullable Long expectedVersion,
            Instant at) implements CartCommand {}

    /**
     * Lets an order have the holds. Refused without an exception: the answer tells who has them.
     *
     * @param until the deadline that the holds get with the order
     */
    record TakeOverCart(@TargetAggregateIdentifier CartId cart, String orderId, Instant until, Instant at)
            implements CartCommand {}
}
