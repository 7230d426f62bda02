package holdfast.app.audit;

/**
 * How far the followers of the events are, each as the position of the last event that it has dealt with.
 *
 * @param readModels the read models
 * @param reservation the process that reserves, sells and releases for orders
 * @param amendments the process that holds stock for changes of reserved orders, and lets transfers arrive
 */
record Reached(ReadModelsReached readModels, long reservation, long amendments) {}
