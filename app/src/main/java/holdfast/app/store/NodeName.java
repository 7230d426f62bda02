package holdfast.app.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tells this running service from all others that use its store, also from those on the same machine and from its own
 * earlier runs.
 */
@Component
public class NodeName {

    private final String value =
            "%s/%d/%.8s".formatted(host(), ProcessHandle.current().pid(), UUID.randomUUID());

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
