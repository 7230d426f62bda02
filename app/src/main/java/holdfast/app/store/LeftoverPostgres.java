package holdfast.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what an earlier service that was killed has left running on the same folder, and nothing else. */
final class LeftoverPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final long PATIENCE_SECONDS = 15;

    private final PostgresFolder folder;
    private final Path programs;
    private final CommandLine commands;

    LeftoverPostgres(PostgresFolder folder, Path programs, CommandLine commands) {
        this.folder = folder;
        this.programs = programs;
        this.commands = commands;
    }

    void stop() throws IOException {
        Path pidFile = folder.path().resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            Optional<ProcessHandle> process = recorded(pidFile);
            if (process.filter(this::isOurs).isPresent()) {
                LOG.info("Stopping the PostgreSQL that an earlier run has left behind");
                commands.exitCode(
                        "pg_ctl", List.of("stop", "-D", folder.path().toString(), "-m", "fast", "-w", "-t", "30"));
            } else if (process.filter(this::isSomeoneElse).isPresent()) {
                disownPid(pidFile);
            }
        }
        awaitEnd();
    }

    private static Optional<ProcessHandle> recorded(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Our PostgreSQL runs from a folder within this data folder, so its program's path tells it from any other. */
    private boolean isOurs(ProcessHandle process) {
        return process.info().command().filter(runsFrom(programs)).isPresent();
    }

    private boolean isSomeoneElse(ProcessHandle process) {
        return process.info().command().filter(runsFrom(programs).negate()).isPresent();
    }

    private static Predicate<String> runsFrom(Path folder) {
        return command -> command.startsWith(folder.toString());
    }

    /**
     * After a restart of the machine the recorded number may be another program's, and PostgreSQL would refuse to
     * start. It takes the number of its own starter for stale; the rest of the file must stay, because it guards
     * against server processes that still use the shared memory.
     */
    private static void disownPid(Path pidFile) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
    }

    /** Server processes that have lost their postmaster end by themselves; those that do not are ended. */
    private void awaitEnd() {
        List<ProcessHandle> left =
                ProcessHandle.allProcesses().filter(this::isOurs).toList();
        CompletableFuture<?>[] ends = left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        left.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
