package holdfast.inventory.cart;

/** Where the reservation of a cart stands. */
public enum CartStatus {
    /** It asks for its stock. */
    REQUESTED,
    /** All of it is held until the deadline. */
    HELD,
    /** Not all of it could be held, and nothing is. */
    REJECTED,
    /** The stock is sold, or an order has taken it over. */
    COMMITTED,
    /** Given back before the deadline. */
    RELEASED,
    /** The deadline passed. */
    EXPIRED
}
