package holdfast.app.audit;

/**
 * An order up to the position that the list of orders stands for.
 *
 * @param last its last event up to there
 * @param isWhole whether all of its events could be read
 */
record OrderStory(ListedOrder order, EventRef last, boolean isWhole) {}
