package holdfast.app.store;

/** A PostgreSQL that is ready for connections; closing it ends it if this service has started it. */
interface DatabaseServer extends AutoCloseable {

    StoreSettings.Postgres access();

    @Override
    default void close() {}
}
