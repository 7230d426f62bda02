package holdfast.app.races;

import holdfast.app.store.ServerForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Several nodes of the service in this JVM, which share one PostgreSQL server; its shop asks them in turn. */
final class Nodes implements SharedService.Running {

    private static final int CONNECTIONS_OF_A_NODE = 25;

    private final Path folder;
    private final ServerForTests server;
    private final List<RunningService> nodes;
    private final Shop shop;

    private Nodes(Path folder, ServerForTests server, List<RunningService> nodes) {
        this.folder = folder;
        this.server = server;
        this.nodes = nodes;
        List<URI> addresses = nodes.stream().map(node -> node.shop().service()).toList();
        this.shop = new Shop(addresses, nodes.getFirst().shop().key());
    }

    static Nodes start(int count) {
        try {
            Path folder = Files.createTempDirectory("holdfast-nodes");
            ServerForTests server = ServerForTests.start(folder.resolve("server"), count * CONNECTIONS_OF_A_NODE);
            List<RunningService> nodes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // The first one makes the key, which the store keeps for all.
                nodes.add(RunningService.startOn(
                        folder.resolve("node"), server.settings().toArray(String[]::new)));
            }
            return new Nodes(folder, server, nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Shop shop() {
        return shop;
    }

    @Override
    public RunningService service() {
        return nodes.getFirst();
    }

    @Override
    public void close() throws IOException {
        for (RunningService node : nodes) {
            node.close();
        }
        server.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
