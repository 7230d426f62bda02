package holdfast.app.lifecycle;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Where connections come in. Once it is closed no more do, and those that there are go on, unless they are cut off. */
@Component
public class Entrance implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final List<Door> doors = new CopyOnWriteArrayList<>();

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(Door.class.getName());
        server.addConnectorCustomizers(connector -> doors.add((Door) connector.getProtocolHandler()));
    }

    void close() {
        doors.forEach(Door::closeServerSocketGraceful);
    }

    /** Closes these connections at once; their ids are those that requests name. A write that waits must still be woken. */
    void cutOff(Set<String> connectionIds) {
        doors.forEach(door -> door.cutOff(connectionIds));
    }

    /** The server's own way to speak HTTP, which knows its connections. The server makes it by its name. */
    public static final class Door extends Http11NioProtocol {

        void cutOff(Set<String> connectionIds) {
            getEndpoint().getConnections().stream()
                    .filter(connection -> connectionIds.contains(idOf(connection)))
                    .forEach(SocketWrapperBase::close);
        }

        private String idOf(SocketWrapperBase<?> connection) {
            return connection.getServletConnection("http/1.1", "").getConnectionId();
        }
    }
}
