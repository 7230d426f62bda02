package holdfast.client;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service as it is shipped, started from its jar on a free port. */
final class ServiceJar implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final String key;

    private ServiceJar(Process process, int port, String key) {
        this.process = process;
        this.port = port;
        this.key = key;
    }

    static ServiceJar start(Path folder) throws IOException {
        Path log = folder.resolve("log");
        Path data = folder.resolve("data");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-jar",
                        jar().toString(),
                        "--server.port=0",
                        "--holdfast.data-dir=" + data)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int port = await().atMost(STARTED_WITHIN)
                    .until(() -> portOf(process, log), Optional::isPresent)
                    .orElseThrow();
            return new ServiceJar(
                    process, port, Files.readString(data.resolve("admin.key")).strip());
        } catch (RuntimeException | IOException e) {
            process.destroyForcibly();
            throw new IllegalStateException(Files.readString(log), e);
        }
    }

    /** There is one in the folder of the module that makes it. */
    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "app", "target"))) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            if (jars.size() != 1) {
                throw new IllegalStateException("The jar of the service is needed, not " + jars);
            }
            return jars.getFirst().toAbsolutePath();
        }
    }

    private static Optional<Integer> portOf(Process process, Path log) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The service ended");
        }
        return STARTED.matcher(Files.readString(log))
                .results()
                .map(started -> Integer.valueOf(started.group(1)))
                .findFirst();
    }

    /** What every call goes through: where the service is, and who calls. */
    ApiClient client() {
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + port);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        return client;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
