package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.store.PreparedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The whole service as a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(4);
    private static final long ENDED_WITHIN_SECONDS = 30;

    private final Process process;
    private final Shop shop;

    private ServiceProcess(Process process, Shop shop) {
        this.process = process;
        this.shop = shop;
    }

    /** Starts it on a data folder and waits until it is ready. */
    static ServiceProcess start(Path data, Path log, String... settings) throws IOException {
        return start(Program.underTest(), data, log, settings);
    }

    static ServiceProcess start(Program program, Path data, Path log, String... settings) throws IOException {
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Whether the compiler's classes are sound is not what is tested: it takes two seconds of each start.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        command.addAll(program.words());
        command.add("--server.port=0");
        command.add("--holdfast.data-dir=" + (keepsItsOwnStore(settings) ? PreparedFolder.of(data) : data));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        String port = await().atMost(STARTED_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> portOf(process, log), Optional::isPresent)
                .orElseThrow();
        Path keyFile = data.resolve("admin.key");
        await().atMost(STARTED_WITHIN).until(() -> Files.exists(keyFile)); // another node may be making it
        String key = Files.readString(keyFile).strip();
        Shop shop = new Shop(URI.create("http://127.0.0.1:" + port), key);
        await().atMost(STARTED_WITHIN).pollInterval(Duration.ofMillis(50)).until(() -> isReady(shop));
        return new ServiceProcess(process, shop);
    }

    /** Nodes of one store may share a folder, in which there is no store then. */
    private static boolean keepsItsOwnStore(String... settings) {
        return Stream.of(settings).noneMatch(setting -> setting.startsWith("--holdfast.mode="));
    }

    private static Optional<String> portOf(Process process, Path log) throws IOException {
        String text = Files.readString(log);
        assertThat(process.isAlive()).as(text).isTrue();
        return STARTED.matcher(text).results().map(result -> result.group(1)).findFirst();
    }

    private static boolean isReady(Shop shop) {
        try {
            return shop.send(ShopRequest.get("/actuator/health/readiness")).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Shop shop() {
        return shop;
    }

    /** Sends a signal of that name, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    /** As with kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** As with kill, and answers how long it took to end. */
    Duration terminate() throws InterruptedException {
        Instant asked = Instant.now();
        process.destroy();
        assertThat(process.waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
        return Duration.between(asked, Instant.now());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
