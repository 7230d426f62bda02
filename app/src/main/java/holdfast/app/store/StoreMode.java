package holdfast.app.store;

/** Where events and read models live. */
public enum StoreMode {
    EMBEDDED,
    POSTGRES,
    AXONSERVER
}
