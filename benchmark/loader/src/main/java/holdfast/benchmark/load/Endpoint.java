package holdfast.benchmark.load;

import org.jspecify.annotations.Nullable;

/** Where a service listens on this machine; {@code bearerKey} is null for one that asks for none. */
public record Endpoint(int port, @Nullable String bearerKey) {

    static final String HOST = "127.0.0.1";

    public Connection connect() {
        return new Connection(this);
    }
}
