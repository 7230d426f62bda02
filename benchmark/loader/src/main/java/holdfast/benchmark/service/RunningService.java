package holdfast.benchmark.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import holdfast.benchmark.load.Connection;
import holdfast.benchmark.load.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service in a process of its own, on a fresh data folder; closing it ends the process and its database. */
public final class RunningService implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 10;
    private static final int SERVER_ERROR = 500;

    private final ServiceProgram program;
    private final Path folder;
    private final Process process;
    private final int port;
    private final long startNanos = System.nanoTime();
    private Duration startUp = Duration.ZERO;

    private RunningService(ServiceProgram program, Path folder, Process process, int port) {
        this.program = program;
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts it; whoever does so closes it, even if it never answers. */
    public static RunningService launch(ServiceProgram program, Path folder, List<String> jvmOptions)
            throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", program.jar().toString(), "--server.port=" + port));
        command.add("--holdfast.data-dir=" + folder.resolve("data"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        // Nobody's settings may reach one of the services.
        builder.environment().keySet().removeIf(RunningService::isSetting);
        return new RunningService(program, folder, builder.start(), port);
    }

    public String name() {
        return program.name();
    }

    /** From the start of the process to the first answer, with the store made anew. */
    public Duration startUp() {
        return startUp;
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Endpoint endpoint() {
        return new Endpoint(port, program.hasKeys() ? key() : null);
    }

    public CpuSeconds cpu() {
        return new CpuSeconds(
                ProcFs.cpuSeconds(process.pid()),
                postmaster().map(ProcFs::cpuSecondsOfTree).orElse(0.0),
                ProcFs.cpuSeconds(ProcessHandle.current().pid()));
    }

    /** In MiB. */
    public double serviceMemory() {
        return ProcFs.memory(process.pid());
    }

    /** In MiB. */
    public double databaseMemory() {
        return postmaster().map(ProcFs::memoryOfTree).orElse(0.0);
    }

    /** As its program prints it. */
    public String databaseVersion() {
        return postmaster()
                .flatMap(ProcessHandle::of)
                .flatMap(database -> database.info().command())
                .map(RunningService::versionOf)
                .orElse("unknown");
    }

    private static String versionOf(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version").start();
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> database = postmaster().flatMap(ProcessHandle::of);
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        // Ends it only if the service has not: its handle remembers when it was started.
        database.ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<Long> postmaster() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postgres/postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private @Nullable String key() {
        try {
            return Files.readString(data().resolve("admin.key")).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until it answers; throws IllegalStateException with its log if it does not. */
    public void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        program.name() + " does not start:\n" + Files.readString(folder.resolve("log")));
            }
            sleep();
        }
        startUp = Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private boolean answers() {
        try (Connection connection = new Endpoint(port, null).connect()) {
            return connection.get("/v1/stock/none").status() < SERVER_ERROR;
        } catch (IOException e) {
            return false;
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSetting(String name) {
        return name.startsWith("HOLDFAST_")
                || name.startsWith("SPRING_")
                || name.startsWith("SERVER_")
                || name.equals("JAVA_TOOL_OPTIONS")
                || name.equals("JDK_JAVA_OPTIONS");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
