package holdfast.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Holds docker-compose.yml to what it promises, as far as that can be seen without Docker. */
class ComposeFileTest {

    private static final Path TOP = Path.of("").toAbsolutePath().getParent();
    private static final Path FILE = TOP.resolve("docker-compose.yml");
    private static final Set<String> OURS = Set.of("holdfast", "node", "node-axonserver");

    private final String text = read(FILE);
    private final Map<String, Object> compose = new Yaml().load(text);
    private final Map<String, Map<String, Object>> services = section("services");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> section(String name) {
        return (Map<String, Map<String, Object>>) compose.get(name);
    }

    @ParameterizedTest
    @CsvSource({
        "embedded, 'holdfast'",
        "postgres, 'gateway node postgres'",
        "axonserver, 'axonserver gateway node-axonserver postgres'",
        "monitoring, 'prometheus'"
    })
    void each_profile_starts_what_its_mode_needs(String profile, String needed) {
        assertThat(services.keySet().stream()
                        .filter(name -> list(name, "profiles").contains(profile))
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(needed);
    }

    @Test
    void what_a_service_waits_for_is_in_its_profiles_and_says_when_it_is_healthy() {
        services.forEach((name, service) -> map(service, "depends_on").forEach((other, condition) -> {
            assertThat(list(other, "profiles")).as(name).containsAll(list(name, "profiles"));
            assertThat(condition).isEqualTo(Map.of("condition", "service_healthy"));
            assertThat(services.get(other)).as(other).containsKey("healthcheck");
        }));
    }

    @Test
    void every_volume_secret_and_mounted_file_is_there() {
        services.forEach((name, service) -> {
            assertThat(section("secrets").keySet()).as(name).containsAll(list(name, "secrets"));
            list(name, "volumes").forEach(volume -> {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(TOP.resolve(source)).as(name).exists();
                } else {
                    assertThat(section("volumes")).as(name).containsKey(source);
                }
            });
        });
    }

    @Test
    void a_start_needs_no_variable_and_the_file_holds_no_secret() {
        List<MatchResult> variables = Pattern.compile("\\$\\{(\\w+)(:-)?([^}]*)}")
                .matcher(text)
                .results()
                .toList();
        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(variable ->
                        assertThat(variable.group(2)).as(variable.group()).isEqualTo(":-"));
        assertThat(section("secrets").values())
                .allSatisfy(secret -> assertThat(secret.get("file").toString()).startsWith("./secrets/"));
        services.values().stream()
                .flatMap(service -> map(service, "environment").entrySet().stream())
                .filter(entry -> entry.getKey().matches("(?i).*(password|token|secret|key)"))
                .forEach(entry -> assertThat(entry.getKey()).isEqualTo("none"));
        assertThat(read(TOP.resolve(".gitignore"))).containsPattern("(?m)^secrets/$");
    }

    @Test
    void the_service_runs_without_rights_in_the_mode_of_its_profile_and_is_reached_from_this_machine_only() {
        Map<String, String> modes = OURS.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> map(services.get(name), "environment")
                                .get("HOLDFAST_MODE")
                                .toString()));
        assertThat(modes)
                .isEqualTo(Map.of("holdfast", "embedded", "node", "postgres", "node-axonserver", "axonserver"));
        OURS.forEach(name -> assertThat(services.get(name))
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("read_only", true)
                .containsEntry("build", "."));
        assertThat(services.keySet().stream().flatMap(name -> list(name, "ports").stream()))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    void three_nodes_are_the_default() {
        assertThat(Stream.of("node", "node-axonserver"))
                .allSatisfy(name -> assertThat(map(services.get(name), "deploy"))
                        .containsEntry("replicas", "${HOLDFAST_NODES:-3}"));
    }

    @Test
    void the_image_runs_as_nobody_in_particular_and_tells_whether_it_is_ready() {
        String dockerfile = read(TOP.resolve("Dockerfile"));
        String runtime = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
        assertThat(runtime)
                .containsPattern("(?m)^USER 10001:10001$")
                .containsPattern("(?m)^HEALTHCHECK ")
                .contains("/actuator/health/readiness", "MaxRAMPercentage", "SERVER_ADDRESS=0.0.0.0");
        assertThat(runtime.indexOf("USER 10001")).isLessThan(runtime.indexOf("ENTRYPOINT"));
    }

    private List<String> list(String service, String key) {
        Object value = services.get(service).getOrDefault(key, List.of());
        return ((Collection<?>) value).stream().map(Object::toString).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> service, String key) {
        return (Map<String, Object>) service.getOrDefault(key, Map.of());
    }
}
