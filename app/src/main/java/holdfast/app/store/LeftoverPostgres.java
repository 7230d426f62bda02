package holdfast.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what an earlier service that was killed has left running on the same folder, and nothing else. */
final class LeftoverPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

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
        if (!Files.exists(pidFile)) {
            awaitEnd();
            return;
        }
        if (recorded(pidFile).filter(this::isOurs).isPresent()) {
            LOG.info("Stopping the PostgreSQL that an earlier run has left behind");
            commands.exitCode(
                    "pg_ctl", List.of("stop", "-D", folder.path().toString(), "-m", "fast", "-w", "-t", "30"));
        }
        awaitEnd();
        if (Files.exists(pidFile)) {
            disown(pidFile);
        }
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
        return process.info()
                .command()
                .filter(command -> Path.of(command).startsWith(programs))
                .isPresent();
    }

    /**
     * The recorded process has ended without cleaning up. Its number may be another program's by now, or still be
     * listed until its parent takes notice, and PostgreSQL would refuse to start. It takes the number of its own
     * starter for stale; the rest of the file must stay, because it guards against server processes that still use
     * the shared memory.
     */
    private static void disown(Path pidFile) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        if (!lines.isEmpty()) {
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(pidFile, lines);
        }
    }

    /** Server processes that have lost their postmaster end by themselves; those that do not are ended. */
    private void awaitEnd() {
        if (!haveEnded()) {
            ours().forEach(ProcessHandle::destroyForcibly);
            haveEnded();
        }
    }

    /** Asks again and again, because {@link ProcessHandle#onExit} waits for ended processes that are still listed. */
    private boolean haveEnded() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ours().findAny().isPresent()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
        return true;
    }

    private Stream<ProcessHandle> ours() {
        return ProcessHandle.allProcesses().filter(this::isOurs);
    }
}
