package holdfast.app.idempotency;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import holdfast.inventory.StockChange;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockLevel;
import holdfast.inventory.cart.CartState;
import holdfast.order.OrderState;
import holdfast.order.session.SessionState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known to give the answer to a command again.
 *
 * <p>Not the body: states are folded from events, so versions tell all of it, now and years later.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Answer.OfOrder.class, name = "order"),
    @JsonSubTypes.Type(value = Answer.OfRefund.class, name = "refund"),
    @JsonSubTypes.Type(value = Answer.OfPlacing.class, name = "placing"),
    @JsonSubTypes.Type(value = Answer.OfAmendment.class, name = "amendment"),
    @JsonSubTypes.Type(value = Answer.OfStock.class, name = "stock"),
    @JsonSubTypes.Type(value = Answer.OfTransfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = Answer.OfSession.class, name = "session"),
    @JsonSubTypes.Type(value = Answer.OfCart.class, name = "cart"),
    @JsonSubTypes.Type(value = Answer.OfRefusal.class, name = "refusal")
})
public sealed interface Answer {

    /** This answer with what only the result of the command tells. */
    Answer completedBy(@Nullable Object result);

    /** Whether it stays the answer, and cannot turn out to be a refusal that is not kept. */
    default boolean stays() {
        return true;
    }

    /**
     * The order as of a version.
     *
     * @param createdStatus HTTP status when the order's version is one by this command
     * @param status HTTP status otherwise
     * @param paymentId the payment that the command took
     */
    record OfOrder(
            int createdStatus,
            int status,
            String orderId,
            long version,
            @Nullable String paymentId) implements Answer {

        public static OfOrder pending(int status, String orderId) {
            return new OfOrder(status, status, orderId, 0, null);
        }

        @Override
        public Answer completedBy(@Nullable Object result) {
            return result instanceof OrderState order
                    ? new OfOrder(createdStatus, status, orderId, order.version(), paymentId)
                    : this;
        }
    }

    /** The order as of the version that a refund brought it to. */
    record OfRefund(String orderId, String paymentId, String refundId, long version) implements Answer {
        @Override
        public Answer completedBy(@Nullable Object result) {
            return result instanceof OrderState order
                    ? new OfRefund(orderId, paymentId, refundId, order.version())
                    : this;
        }
    }

    /**
     * What became of an order that was placed: to be waited for, as long as the stock is asked for.
     *
     * @param version the order's version when it was placed
     */
    record OfPlacing(int status, String orderId, long version) implements Answer {
        @Override
        public Answer completedBy(@Nullable Object result) {
            return result instanceof OrderState order ? new OfPlacing(status, orderId, order.version()) : this;
        }
    }

    /** What became of a change that needs stock first. */
    record OfAmendment(int status, String amendmentId) implements Answer {
        @Override
        public boolean stays() {
            return false;
        }

        @Override
        public Answer completedBy(@Nullable Object result) {
            return this;
        }
    }

    /**
     * A SKU as of the versions of its streams.
     *
     * @param location the location that the command changed; null when it changed the definition
     * @param definition the version of the definition
     * @param locations the version of each location
     * @param at the time of the command, which decides what had lapsed
     * @param variance what a count changed on hand by; null when it was no count
     */
    record OfStock(
            int createdStatus,
            int status,
            String sku,
            @Nullable String location,
            long definition,
            Map<String, Long> locations,
            Instant at,
            @Nullable StockLevel before,
            @Nullable StockLevel after,
            @Nullable BigDecimal variance)
            implements Answer {

        /** The answer to a count. */
        public OfStock ofCount() {
            return new OfStock(
                    createdStatus, status, sku, location, definition, locations, at, before, after, BigDecimal.ZERO);
        }

        @Override
        public Answer completedBy(@Nullable Object result) {
            return switch (result) {
                case StockChange change -> changed(change);
                case StockDefinitionState defined -> defined(defined.version());
                case null, default -> this;
            };
        }

        private OfStock changed(StockChange change) {
            Map<String, Long> versions = new TreeMap<>(locations);
            versions.put(change.item().location(), change.version());
            StockLevel from = change.before();
            StockLevel to = change.after();
            BigDecimal counted = variance == null
                    ? null
                    : to.onHand().subtract(from.onHand()).stripTrailingZeros();
            return new OfStock(createdStatus, status, sku, location, definition, versions, at, from, to, counted);
        }

        private OfStock defined(long version) {
            int nowStatus = definition == 0 ? createdStatus : status;
            return new OfStock(nowStatus, nowStatus, sku, location, version, locations, at, before, after, variance);
        }
    }

    /**
     * A transfer: to be waited for, until it has arrived.
     *
     * @param sent the SKU as of the versions at which the goods left
     * @param to the location where they are to arrive
     */
    record OfTransfer(OfStock sent, String transferId, String to) implements Answer {
        @Override
        public Answer completedBy(@Nullable Object result) {
            return sent.completedBy(result) instanceof OfStock left ? new OfTransfer(left, transferId, to) : this;
        }
    }

    /**
     * The latest session of a user as of a version of the user's stream; one that was assigned to a tab is to be waited
     * for, until its items are on an order.
     *
     * @param status HTTP status
     * @param opening the id that a new session would get; null when the command opens none
     */
    record OfSession(
            int status,
            String userId,
            long version,
            @Nullable String opening) implements Answer {

        private static final int CREATED = 201;

        public static OfSession pending(int status, String userId) {
            return new OfSession(status, userId, 0, null);
        }

        @Override
        public Answer completedBy(@Nullable Object result) {
            return result instanceof SessionState session
                    ? new OfSession(statusOf(session), userId, session.version(), opening)
                    : this;
        }

        private int statusOf(SessionState session) {
            return session.sessionId().equals(opening) ? CREATED : status;
        }
    }

    /**
     * The reservation of a cart as of a version; one that asks for its stock is to be waited for.
     *
     * @param version the version that the command brought it to
     */
    record OfCart(int status, String reservationId, long version) implements Answer {

        public static OfCart pending(int status, String reservationId) {
            return new OfCart(status, reservationId, 0);
        }

        @Override
        public Answer completedBy(@Nullable Object result) {
            return result instanceof CartState cart ? new OfCart(status, reservationId, cart.version()) : this;
        }
    }

    /** A refusal that stays, as its problem document. */
    record OfRefusal(String problem) implements Answer {
        @Override
        public Answer completedBy(@Nullable Object result) {
            return this;
        }
    }
}
