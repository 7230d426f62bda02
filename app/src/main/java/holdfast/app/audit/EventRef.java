package holdfast.app.audit;

/** Names an event of the store. */
record EventRef(long position, String type) {}
