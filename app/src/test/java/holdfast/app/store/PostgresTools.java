package holdfast.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's programs for those who run a server, where this machine has them: the service does not carry them. */
public record PostgresTools(int major) {

    private static final Pattern VERSION = Pattern.compile(" (\\d+)(\\.\\d+)*\\b");

    /** Those on the path; of version 0 when there are none. */
    public static PostgresTools find() throws IOException, InterruptedException {
        try {
            Process asked = new ProcessBuilder("pg_dump", "--version").start();
            String answer = new String(asked.getInputStream().readAllBytes(), UTF_8);
            Matcher version = VERSION.matcher(answer);
            return new PostgresTools(asked.waitFor() == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0);
        } catch (IOException e) {
            return new PostgresTools(0);
        }
    }

    /** One of a later version can dump what an earlier one runs. */
    public boolean canDump(PostgresForTests server) throws IOException {
        return major >= server.majorVersion();
    }

    public boolean areOf(PostgresForTests server) throws IOException {
        return major == server.majorVersion();
    }

    public void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
