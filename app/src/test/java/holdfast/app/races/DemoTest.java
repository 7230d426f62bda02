package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code bin/demo} as a newcomer does, in short, against a service. */
@ExtendWith(SharedService.class)
@Order(1)
@BesideOthers
class DemoTest {

    private static final Path SCRIPT = Path.of("..", "bin", "demo");
    private static final int PATIENCE_SECONDS = 600;

    @TempDir
    Path folder;

    private record Run(int exitCode, String output) {}

    private Run demo(Shop shop, String... arguments) throws IOException, InterruptedException {
        Path key = Files.writeString(folder.resolve("admin.key"), shop.key());
        List<String> command = new ArrayList<>(
                List.of(SCRIPT.toString(), "--url", shop.service().toString(), "--key-file", key.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
        }
        String text = Files.readString(output);
        assertThat(process.isAlive()).as(text).isFalse();
        return new Run(process.exitValue(), text);
    }

    @Test
    void the_short_scenes_go_as_expected_and_say_so(Shop shop) throws Exception {
        Run run = demo(shop, "rush", "double-payment", "payment-deadline");

        assertThat(run.output())
                .contains("customers answered: 100 of 100")
                .contains("OK      who got one: expected {201 RESERVED=50, 409 insufficient-stock=50},")
                .contains("OK      terminals: expected")
                .contains("OK      the forgotten order: expected EXPIRED, happened EXPIRED")
                .endsWith("OK      17 checks, all as expected\n")
                .doesNotContain("NOT OK")
                .doesNotContain("\u001b[");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_busy_day_is_bounded_and_conserves_all_stock(Shop shop) throws Exception {
        Run run = demo(shop, "busy-day", "--orders", "120", "--rate", "60");

        assertThat(run.output())
                .contains("ordering: 201 RESERVED")
                .contains("comping from a stale screen: 412 version-conflict")
                .contains("paying again: 409")
                .contains("OK      customers served: expected 120, happened 120")
                .doesNotContain("NOT OK");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    @EnabledIfSystemProperty(
            named = "holdfast.every-crash",
            matches = "true",
            disabledReason = "Starts three services of its own: in the profile every-crash")
    void a_crash_loses_nothing(Shop shop) throws Exception {
        Run run = demo(shop, "crash", "--jar", launcher().toString());

        assertThat(run.output())
                .contains("OK      acknowledged requests with the very same answer")
                .contains("OK      resolved")
                .doesNotContain("NOT OK");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_person_who_starts_it_wrongly_is_told_what_to_do(Shop shop) throws Exception {
        Run wrongKey = demo(shop.as("hf_none"), "rush");
        Run unknown = demo(shop, "strike");

        assertThat(wrongKey.output()).contains("does not know the key: name its file with --key-file");
        assertThat(wrongKey.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("There is no scene strike").contains("payment-deadline");
        assertThat(unknown.exitCode()).isEqualTo(2);
    }

    /** A jar that starts the classes under test: the runnable one is made only after the tests. */
    private Path launcher() throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, HoldfastApplication.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = folder.resolve("launcher.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        }
        return jar;
    }
}
