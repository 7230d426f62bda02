package holdfast.app.audit;

/**
 * How far the read models are, or how far they can be: each as the position of the last event of its own.
 *
 * @param stock the read models of stock
 * @param orders the list of orders and their figures
 * @param openTabs the open orders of tabs
 */
record ReadModelsReached(long stock, long orders, long openTabs) {

    /** Whether each of them is there or beyond. */
    boolean covers(ReadModelsReached other) {
        return stock >= other.stock && orders >= other.orders && openTabs >= other.openTabs;
    }

    long highest() {
        return Math.max(stock, Math.max(orders, openTabs));
    }
}
