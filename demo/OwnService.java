import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service that the demo starts itself, on a folder of its own. */
final class OwnService implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(120);
    private static final long ENDED_WITHIN_SECONDS = 30;

    private final Process process;
    private final Shop shop;

    private OwnService(Process process, Shop shop) {
        this.process = process;
        this.shop = shop;
    }

    /** Waits until it is ready. */
    static OwnService start(Path jar, Path folder) throws IOException {
        int port = freePort();
        Path log = folder.resolve("service.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it starts sooner, and lives for a moment only
                        "-jar", jar.toString(),
                        "--server.port=" + port,
                        "--holdfast.data-dir=" + folder.resolve("data"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            return new OwnService(process, awaitReady(process, port, folder, log));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Shop awaitReady(Process process, int port, Path folder, Path log) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + port);
        Shop anybody = new Shop(url, "");
        long deadline = System.nanoTime() + STARTED_WITHIN.toNanos();
        while (!isReady(anybody)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                List<String> lines = Files.readAllLines(log);
                throw new CannotPlay("The service does not start:\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
            }
            Shop.pause(Duration.ofMillis(100));
        }
        return new Shop(url, Files.readString(keyOf(folder)).strip());
    }

    private static boolean isReady(Shop anybody) {
        try {
            return anybody.send(Shop.Ask.get("/actuator/health/readiness")).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Shop shop() {
        return shop;
    }

    /** Where a person can look at it while it lives. */
    String dashboard(Path folder) {
        return "%s, with the key in %s".formatted(shop.address(), keyOf(folder));
    }

    private static Path keyOf(Path folder) {
        return folder.resolve("data").resolve("admin.key");
    }

    /** As with kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
