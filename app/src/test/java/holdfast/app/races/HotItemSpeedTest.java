package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.axonserver.StandInServer;
import holdfast.app.races.ShopRequest.Line;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to spread requests over three nodes that take turns, beside asking one of the three only, and what it
 * changes that their commands are routed: prints figures and writes them to {@code target/*-speed.txt}, judges none.
 */
@EnabledIfSystemProperty(named = "holdfast.test.long", matches = "true")
class HotItemSpeedTest {

    private static final int CALLERS = 32;
    private static final int ITEMS = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<String> lines = new ArrayList<>();
    private String key = "";

    @Test
    void prints_what_one_and_three_nodes_do() throws Exception {
        try (NodeProcesses nodes = new NodeProcesses(folder)) {
            key = nodes.shop().key();
            List<URI> three = addresses(nodes);
            String hot = nodes.shop().stock("hot", "100000000");
            List<String> many = IntStream.range(0, ITEMS)
                    .mapToObj(_ -> nodes.shop().stock("item", "1000000"))
                    .toList();

            compare("issues of one item", three, () -> ShopRequest.issue(hot, "1"));
            compare("orders of one item", three, () -> order(hot));
            compare("orders of " + ITEMS + " items", three, () -> order(many.get(any(ITEMS))));
        }
        Files.write(Path.of("target", "nodes-speed.txt"), lines);
    }

    @Test
    void prints_what_it_changes_that_commands_are_routed() throws Exception {
        measure(false);
        measure(true);
        Files.write(Path.of("target", "routing-speed.txt"), lines);
    }

    private void measure(boolean routing) throws Exception {
        String how = routing ? ", routed" : ", not routed";
        Path own = Files.createDirectories(folder.resolve("routing-" + routing));
        try (StandInServer axonServer = StandInServer.start();
                NodeProcesses nodes = new NodeProcesses(own, Program.underTest(), settings(axonServer, routing))) {
            IntStream.range(0, NodeProcesses.COUNT)
                    .forEach(node ->
                            AxonServerModeTest.awaitReady(nodes.process(node).shop()));
            key = nodes.shop().key();
            String hot = nodes.shop().stock("hot", "100000000");
            print("issues of one item" + how, measure(addresses(nodes), () -> ShopRequest.issue(hot, "1")));
            print("orders of one item" + how, measure(addresses(nodes), () -> order(hot)));
        }
    }

    private static List<String> settings(StandInServer axonServer, boolean routing) {
        return Stream.concat(axonServer.settings().stream(), Stream.of("--holdfast.axonserver.routing=" + routing))
                .toList();
    }

    private static List<URI> addresses(NodeProcesses nodes) {
        return IntStream.range(0, NodeProcesses.COUNT)
                .mapToObj(node -> nodes.process(node).shop().service())
                .toList();
    }

    private static ShopRequest order(String sku) {
        return ShopRequest.place(Shop.unique("hot"), new Line(sku, "1", "2.00"));
    }

    private static int any(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private void compare(String what, List<URI> three, Supplier<ShopRequest> requests) throws Exception {
        print(what + ", all at one node", measure(three.subList(0, 1), requests));
        print(what + ", spread over three", measure(three, requests));
    }

    private long[] measure(List<URI> nodes, Supplier<ShopRequest> requests) throws Exception {
        run(nodes, requests, WARM_UP);
        return run(nodes, requests, MEASURED);
    }

    private void print(String what, long[] nanos) {
        String line = "%-36s %7.0f/s   p50 %6.1f ms   p99 %6.1f ms"
                .formatted(
                        what,
                        nanos.length / (double) MEASURED.toSeconds(),
                        nanos[nanos.length / 2] / 1e6,
                        nanos[nanos.length * 99 / 100] / 1e6);
        System.out.println(line);
        lines.add(line);
    }

    /** How long each request took, the shortest first. */
    private long[] run(List<URI> nodes, Supplier<ShopRequest> requests, Duration time) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + time.toNanos();
            List<Future<List<Long>>> running = Stream.generate(() -> callers.submit(() -> call(nodes, requests, end)))
                    .limit(CALLERS)
                    .toList();
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> caller : running) {
                all.addAll(caller.get());
            }
            long[] nanos = all.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(nanos);
            return nanos;
        }
    }

    private List<Long> call(List<URI> nodes, Supplier<ShopRequest> requests, long end) throws Exception {
        List<Long> took = new ArrayList<>();
        for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
            ShopRequest request = requests.get();
            HttpRequest sent = HttpRequest.newBuilder(
                            nodes.get(any(nodes.size())).resolve(request.path()))
                    .POST(BodyPublishers.ofString(String.valueOf(request.body())))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .build();
            assertThat(http.send(sent, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
            took.add(System.nanoTime() - begun);
        }
        return took;
    }
}
