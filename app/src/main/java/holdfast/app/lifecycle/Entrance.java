package holdfast.app.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/** Where connections come in. Once it is closed no more do, and those that there are go on. */
@Component
class Entrance implements TomcatConnectorCustomizer {

    private final List<Connector> connectors = new CopyOnWriteArrayList<>();

    @Override
    public void customize(Connector connector) {
        connectors.add(connector);
    }

    void close() {
        connectors.forEach(connector -> connector.getProtocolHandler().closeServerSocketGraceful());
    }
}
