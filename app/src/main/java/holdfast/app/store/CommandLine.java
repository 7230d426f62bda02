package holdfast.app.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Runs PostgreSQL's programs to their end, with what they print in PostgreSQL's log file. */
final class CommandLine {

    private static final long MAX_LOG_BYTES = 16L << 20;
    private static final int TAIL_BYTES = 2_000;

    private final PostgresPrograms programs;
    private final Path log;
    private final long logStart;

    CommandLine(PostgresPrograms programs, DataDirectory directory) throws IOException {
        this.programs = programs;
        this.log = directory.resolve("postgres.log");
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        directory.createPrivateFile("postgres.log");
        this.logStart = Files.size(log);
    }

    Path log() {
        return log;
    }

    void run(String program, List<String> arguments) throws IOException {
        int exit = exitCode(program, arguments);
        if (exit != 0) {
            throw failed(program, exit);
        }
    }

    int exitCode(String program, List<String> arguments) throws IOException {
        ProcessBuilder builder = programs.program(program, arguments);
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new StoreStartException("Interrupted while running %s.".formatted(program), "Start it again.", e);
        }
    }

    /** The last lines that were logged since this start. */
    String logTail() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(logStart, channel.size() - TAIL_BYTES));
            ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        }
    }

    private StoreStartException failed(String program, int exit) throws IOException {
        String tail = logTail();
        String action = tail.contains("cannot be run as root")
                ? "PostgreSQL does not run as root: run the service as an ordinary user, "
                        + "or use a server with holdfast.mode=postgres."
                : "Read %s for the cause.".formatted(log);
        return new StoreStartException(
                "PostgreSQL's %s ended with exit code %d:%n%n%s".formatted(program, exit, tail.indent(4)), action);
    }
}
