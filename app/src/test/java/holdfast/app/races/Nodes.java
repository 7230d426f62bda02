package holdfast.app.races;

import holdfast.app.axonserver.StandInServer;
import holdfast.app.store.ServerForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Several nodes of the service in this JVM, which share one PostgreSQL server; its shop asks them in turn. */
final class Nodes implements SharedService.Running {

    /** Names a real Axon Server as {@code host:port}; without it a stand-in takes its place. */
    static final String REAL_AXON_SERVER = "holdfast.axonserver";

    private static final int CONNECTIONS_OF_A_NODE = 25;

    private final Path folder;
    private final ServerForTests server;
    private final @Nullable StandInServer standIn;
    private final List<RunningService> nodes = new ArrayList<>();

    private Nodes(int count, boolean needsStandIn) throws IOException {
        this.folder = Files.createTempDirectory("holdfast-nodes");
        this.server = ServerForTests.start(folder.resolve("server"), count * CONNECTIONS_OF_A_NODE);
        this.standIn = needsStandIn ? StandInServer.start() : null;
    }

    static Nodes start(int count) {
        try {
            Nodes nodes = new Nodes(count, false);
            nodes.start(count, nodes.server.settings().toArray(String[]::new));
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which keep their events in one Axon Server and the rest in the PostgreSQL. */
    static Nodes startOnAxonServer(int count) {
        String real = System.getProperty(REAL_AXON_SERVER, "");
        try {
            Nodes nodes = new Nodes(count, real.isEmpty());
            String address = nodes.standIn == null ? real : nodes.standIn.address();
            nodes.start(
                    count,
                    Stream.concat(
                                    nodes.server.settings().stream()
                                            .filter(setting -> !setting.startsWith("--holdfast.mode=")),
                                    Stream.of("--holdfast.mode=axonserver", "--axon.axonserver.servers=" + address))
                            .toArray(String[]::new));
            nodes.nodes.forEach(node -> AxonServerModeTest.awaitReady(node.shop()));
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One after the other: the first one makes the key, which the store keeps for all. */
    private void start(int count, String... settings) {
        for (int i = 0; i < count; i++) {
            nodes.add(RunningService.startOn(folder.resolve("node"), settings));
        }
    }

    @Override
    public Shop shop() {
        List<URI> addresses = nodes.stream().map(node -> node.shop().service()).toList();
        return new Shop(addresses, nodes.getFirst().shop().key());
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
        if (standIn != null) {
            standIn.close();
        }
        server.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
