package holdfast.benchmark;

import holdfast.benchmark.service.RunningService;
import holdfast.benchmark.service.ServiceProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The services and the temporary folder of one run; all of it goes away with it, also when it is interrupted. */
final class Workshop implements AutoCloseable {

    private final Path folder;
    private final boolean keep;
    private final List<RunningService> services = new ArrayList<>();
    private boolean closed;

    private Workshop(Path folder, boolean keep) {
        this.folder = folder;
        this.keep = keep;
    }

    static Workshop open(boolean keep) throws IOException {
        Workshop workshop = new Workshop(Files.createTempDirectory("holdfast-benchmark-"), keep);
        Runtime.getRuntime().addShutdownHook(new Thread(workshop::close));
        return workshop;
    }

    Path folder() {
        return folder;
    }

    List<RunningService> services() {
        return services;
    }

    void start(ServiceProgram program, List<String> jvmOptions) throws IOException {
        RunningService service = RunningService.launch(program, folder.resolve(program.name()), jvmOptions);
        services.add(service);
        service.awaitAnswer();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (RunningService service : services) {
                service.close();
            }
            cleanUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cleanUp() throws IOException {
        if (keep) {
            Progress.say("Data folders and logs: %s", folder);
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
