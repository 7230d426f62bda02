package holdfast.app.lifecycle;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
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

        public Door() {
            super(new Doorway());
        }

        void cutOff(Set<String> connectionIds) {
            getEndpoint().getConnections().stream()
                    .filter(connection -> connectionIds.contains(idOf(connection)))
                    .forEach(SocketWrapperBase::close);
        }

        private String idOf(SocketWrapperBase<?> connection) {
            return connection.getServletConnection("http/1.1", "").getConnectionId();
        }
    }

    /** Lets in all who stand before it when it is closed: the system would cut off whoever has been connected but not let in. */
    private static final class Doorway extends NioEndpoint {

        /** Nobody else lets anybody in by now, which takes the server some milliseconds to achieve. */
        @Override
        protected void doCloseServerSocket() throws IOException {
            if (getServerSocket() instanceof ServerSocketChannel door && door.isOpen()) {
                door.configureBlocking(false);
                for (SocketChannel caller = door.accept(); caller != null; caller = door.accept()) {
                    if (!setSocketOptions(caller)) {
                        caller.close();
                    }
                }
            }
            super.doCloseServerSocket();
        }
    }
}
