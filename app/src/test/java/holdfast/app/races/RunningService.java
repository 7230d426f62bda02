package holdfast.app.races;

import holdfast.app.HoldfastApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The whole service in this JVM, on a free port and a data folder of its own. */
final class RunningService implements AutoCloseable {

    private final Path data;
    private final ConfigurableApplicationContext context;
    private final Shop shop;

    private RunningService(Path data, ConfigurableApplicationContext context) throws IOException {
        this.data = data;
        this.context = context;
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String key = Files.readString(data.resolve("admin.key")).strip();
        this.shop = new Shop(URI.create("http://127.0.0.1:" + port), key);
    }

    static RunningService start(String... settings) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        try {
            Path data = Files.createTempDirectory("holdfast-races");
            String[] arguments = Stream.concat(
                            Stream.of("--server.port=0", "--holdfast.data-dir=" + data), Stream.of(settings))
                    .toArray(String[]::new);
            return new RunningService(data, new SpringApplicationBuilder(HoldfastApplication.class).run(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shop shop() {
        return shop;
    }

    /** A part of the service, for what cannot be seen from outside. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() throws IOException {
        context.close();
        FileSystemUtils.deleteRecursively(data);
    }
}
