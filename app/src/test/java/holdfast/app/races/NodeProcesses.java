package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.store.PostgresForTests;
import holdfast.app.store.ServerForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Three nodes, each a process of its own, on one PostgreSQL server that each reaches by a wire of its own. */
final class NodeProcesses implements AutoCloseable {

    static final int COUNT = 3;

    private static final int CONNECTIONS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final PostgresForTests postgres;
    private final ServerForTests database;
    private final Wire[] wires = new Wire[COUNT];
    private final Program[] programs = new Program[COUNT];
    private final List<String> settings;
    private final @Nullable ServiceProcess[] processes = new ServiceProcess[COUNT];

    /** All start at the same time, on an empty database. */
    NodeProcesses(Path folder) throws IOException {
        this(folder, Program.underTest(), List.of());
    }

    /**
     * The same of another version, or with other settings.
     *
     * @param settings what they are given beside the address of the database
     */
    NodeProcesses(Path folder, Program program, List<String> settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        Arrays.fill(programs, program);
        this.postgres = PostgresForTests.start(folder.resolve("server"), CONNECTIONS);
        this.database = ServerForTests.on(postgres);
        for (int node = 0; node < COUNT; node++) {
            wires[node] = Wire.to(postgres.port());
        }
        try {
            startMissing();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** Starts those that do not run, at the same time. */
    void startMissing() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, COUNT)
                    .filter(node -> !isRunning(node))
                    .forEach(node -> threads.execute(() -> start(node)));
        }
        if (!IntStream.range(0, COUNT).allMatch(this::isRunning)) {
            throw new AssertionError("Not all nodes started");
        }
    }

    void start(int node) {
        String url = database.url().replaceFirst(":\\d+/", ":" + wires[node].port() + "/");
        try {
            processes[node] = ServiceProcess.start(
                    programs[node], folder.resolve("node"), folder.resolve("node-" + node + ".log"), settings(url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] settings(String url) {
        Stream<String> store = database.settings(url).stream()
                .filter(setting ->
                        settings.stream().noneMatch(other -> nameOf(other).equals(nameOf(setting))));
        return Stream.concat(store, settings.stream()).toArray(String[]::new);
    }

    private static String nameOf(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    boolean isRunning(int node) {
        return processes[node] != null;
    }

    PostgresForTests postgres() {
        return postgres;
    }

    ServiceProcess process(int node) {
        ServiceProcess process = processes[node];
        if (process == null) {
            throw new IllegalStateException("Node " + node + " does not run");
        }
        return process;
    }

    Wire wire(int node) {
        return wires[node];
    }

    /** As with kill -9. */
    void kill(int node) throws InterruptedException {
        process(node).kill();
        processes[node] = null;
    }

    /** Starts it again as another version. */
    void upgrade(int node, Program next) throws InterruptedException {
        programs[node] = next;
        restart(node);
    }

    /** As a rolling upgrade does it: the next one is only stopped when this one is ready again. */
    void restart(int node) throws InterruptedException {
        process(node).terminate();
        processes[node] = null;
        start(node);
    }

    /** The one node, while it runs. */
    @Nullable
    Shop shop(int node) {
        ServiceProcess process = processes[node];
        return process == null ? null : process.shop();
    }

    /** All that run, in turn. */
    Shop shop() {
        List<Shop> shops = Arrays.stream(processes)
                .flatMap(process -> process == null ? List.<Shop>of().stream() : List.of(process.shop()).stream())
                .toList();
        List<URI> addresses = shops.stream().map(Shop::service).toList();
        return new Shop(addresses, shops.getFirst().key());
    }

    /** Stops a node at an instant at which it keeps all others from appending. */
    Instant pauseInTheMiddleOfAnAppend(int node) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Instant end = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(end)) {
                process(node).signal("STOP");
                Instant paused = Instant.now();
                if (keepsOthersWaiting(statement)) {
                    return paused;
                }
                process(node).signal("CONT");
            }
            throw new AssertionError("Never met in the middle of an append");
        }
    }

    /** A transaction that has the turn and has not said anything for a while. */
    private static boolean keepsOthersWaiting(Statement statement) throws SQLException {
        statement.execute("select pg_sleep(0.15)");
        try (ResultSet row = statement.executeQuery("""
            select exists (select 1 from pg_locks join pg_stat_activity using (pid)
                           where locktype = 'advisory' and granted and state = 'idle in transaction'
                             and clock_timestamp() - state_change > interval '100 ms')\
            """)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The node that runs a process or read model. */
    int nodeOf(String processor) {
        int[] found = {-1};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            found[0] = IntStream.range(0, COUNT)
                    .filter(this::isRunning)
                    .filter(node -> runningOn(node).contains(processor))
                    .findFirst()
                    .orElse(-1);
            return found[0] >= 0;
        });
        return found[0];
    }

    /** Waits until each process and read model runs on one of some nodes, and answers how long that took. */
    Duration awaitProcessorsOn(IntPredicate nodes) {
        Instant begun = Instant.now();
        int[] living = IntStream.range(0, COUNT).filter(nodes).toArray();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(
                                Arrays.stream(living).mapToObj(this::runningOn).flatMap(Set::stream))
                        .as(() -> Arrays.stream(living).mapToObj(this::states).toList() + "\n" + claimsAndSessions())
                        .containsAll(processors(living[0])));
        return Duration.between(begun, Instant.now());
    }

    /** What to know when a processor does not move: who has claimed it, and which session waits for what. */
    private List<String> claimsAndSessions() {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select concat_ws(' ', processor_name, claimed_at, owner) from token_entry
                    union all
                    select concat_ws(' ', pid, application_name, state, wait_event_type, wait_event,
                                     clock_timestamp() - state_change, pg_blocking_pids(pid), left(query, 80))
                    from pg_stat_activity where state <> 'idle'""")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        } catch (SQLException e) {
            rows.add(e.toString());
        }
        return rows;
    }

    private Set<String> processors(int node) {
        return states(node).stream()
                .map(processor -> processor.required("name").asString())
                .collect(Collectors.toSet());
    }

    private Set<String> runningOn(int node) {
        return states(node).stream()
                .filter(processor -> processor.required("state").asString().equals("RUNNING"))
                .map(processor -> processor.required("name").asString())
                .collect(Collectors.toSet());
    }

    private List<JsonNode> states(int node) {
        return process(node)
                .shop()
                .require(200, ShopRequest.get("/v1/admin/processors"))
                .body()
                .required("items")
                .valueStream()
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (ServiceProcess process : processes) {
            if (process != null) {
                process.close();
            }
        }
        for (Wire wire : wires) {
            wire.close();
        }
        postgres.close();
    }
}
