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

/**
 * Several nodes of the service in this JVM that keep their events in one Axon Server and the rest in one PostgreSQL.
 *
 * <p>The system property {@value #REAL} names a real Axon Server as {@code host:port}; without it a stand-in takes its
 * place.
 */
final class AxonServerNodes implements SharedService.Running {

    static final String REAL = "holdfast.axonserver";

    private static final int CONNECTIONS_OF_A_NODE = 25;

    private final Path folder;
    private final ServerForTests tables;
    private final @Nullable StandInServer standIn;
    private final List<RunningService> nodes;
    private final Shop shop;

    private AxonServerNodes(
            Path folder, ServerForTests tables, @Nullable StandInServer standIn, List<RunningService> nodes) {
        this.folder = folder;
        this.tables = tables;
        this.standIn = standIn;
        this.nodes = nodes;
        List<URI> addresses = nodes.stream().map(node -> node.shop().service()).toList();
        this.shop = new Shop(addresses, nodes.getFirst().shop().key());
    }

    static AxonServerNodes start(int count) {
        try {
            Path folder = Files.createTempDirectory("holdfast-axonserver");
            ServerForTests tables = ServerForTests.start(folder.resolve("server"), count * CONNECTIONS_OF_A_NODE);
            String real = System.getProperty(REAL, "");
            StandInServer standIn = real.isEmpty() ? StandInServer.start() : null;
            List<RunningService> nodes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                nodes.add(RunningService.startOn(
                        folder.resolve("node"), settings(tables, standIn == null ? real : standIn.address())));
            }
            nodes.forEach(node -> AxonServerModeTest.awaitReady(node.shop()));
            return new AxonServerNodes(folder, tables, standIn, nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] settings(ServerForTests tables, String address) {
        return Stream.concat(
                        tables.settings().stream().filter(setting -> !setting.startsWith("--holdfast.mode=")),
                        Stream.of("--holdfast.mode=axonserver", "--axon.axonserver.servers=" + address))
                .toArray(String[]::new);
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
        if (standIn != null) {
            standIn.close();
        }
        tables.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
