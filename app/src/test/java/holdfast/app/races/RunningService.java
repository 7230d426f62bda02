package holdfast.app.races;

import holdfast.app.HoldfastApplication;
import holdfast.app.store.PreparedFolder;
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
final class RunningService implements SharedService.Running {

    private final Path data;
    private final boolean temporary;
    private final ConfigurableApplicationContext context;
    private final Shop shop;

    private RunningService(Path data, boolean temporary, ConfigurableApplicationContext context) throws IOException {
        this.data = data;
        this.temporary = temporary;
        this.context = context;
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String key = Files.readString(data.resolve("admin.key")).strip();
        this.shop = new Shop(URI.create("http://127.0.0.1:" + port), key);
    }

    static RunningService start(String... settings) {
        try {
            return start(Files.createTempDirectory("holdfast-races"), true, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a folder that stays, for the next start. */
    static RunningService startOn(Path data, String... settings) {
        try {
            return start(data, false, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningService start(Path data, boolean temporary, String... settings) throws IOException {
        System.setProperty("axoniq.update-checker.disabled", "true");
        if (Stream.of(settings).noneMatch(setting -> setting.startsWith("--holdfast.mode="))) {
            PreparedFolder.of(data);
        }
        String[] arguments = Stream.concat(
                        Stream.of("--server.port=0", "--holdfast.data-dir=" + data), Stream.of(settings))
                .toArray(String[]::new);
        return new RunningService(
                data, temporary, new SpringApplicationBuilder(HoldfastApplication.class).run(arguments));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public Shop shop() {
        return shop;
    }

    @Override
    public RunningService service() {
        return this;
    }

    /** A part of the service, for what cannot be seen from outside. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    <T> Stream<T> beans(Class<T> type) {
        return context.getBeanProvider(type).stream();
    }

    @Override
    public void close() throws IOException {
        context.close();
        if (temporary) {
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
