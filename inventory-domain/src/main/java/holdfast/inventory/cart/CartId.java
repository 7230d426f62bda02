package holdfast.inventory.cart;

/**
 * Names the stream of a cart's reservation and its holds, written {@code cart:id}: an order may have the same id, and
 * streams of all kinds share one store.
 */
public record CartId(String id) {

    private static final String PREFIX = "cart:";

    /** Whether a holder of stock is a cart; no order can be called so. */
    public static boolean isCart(String holder) {
        return holder.startsWith(PREFIX);
    }

    public static CartId parse(String holder) {
        if (!isCart(holder)) {
            throw new IllegalArgumentException("Not a cart: " + holder);
        }
        return new CartId(holder.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return PREFIX + id;
    }
}
