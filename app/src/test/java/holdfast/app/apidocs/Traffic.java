package holdfast.app.apidocs;

import holdfast.app.apidocs.DocumentedApi.Answered;
import java.net.URI;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the tests of a run say to services and get for it; what is not as documented is told by {@link TrafficTest}, all of it together. */
public final class Traffic {

    private static final Queue<String> WRONG = new ConcurrentLinkedQueue<>();

    private Traffic() {}

    /** The documented answer that it is; none when it is none. */
    public static Optional<Answered> hold(URI service, Exchange exchange) {
        try {
            return DocumentedApi.of(service).check(exchange);
        } catch (AssertionError e) {
            WRONG.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static Queue<String> wrong() {
        return WRONG;
    }
}
