package holdfast.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds docker-compose.yml to the schema of the Compose Specification, with each variable at its default. */
class ComposeSchemaTest {

    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Schema specification = specification();

    private static Schema specification() {
        try (InputStream schema =
                Objects.requireNonNull(ComposeSchemaTest.class.getResourceAsStream("/compose/compose-spec.json"))) {
            ObjectNode root = (ObjectNode) JSON.readTree(schema);
            root.remove("$id"); // its own name is a relative one, which the validator does not take
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(root);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> errors(String compose) {
        String withDefaults = compose.replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
        JsonNode file = JSON.valueToTree(new Yaml().load(withDefaults));
        return specification.validate(file).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    @Test
    void the_file_is_as_the_specification_says() throws IOException {
        assertThat(errors(Files.readString(FILE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'    healthcheck:', '    healthchek:'",
        "'condition: service_healthy', 'condition: well'",
        "'replicas: ${HOLDFAST_NODES:-3}', 'replicas: [3]'",
        "'secrets: [holdfast.key]', 'secrets: holdfast.key'",
        "'interval: 5s', 'interval: 5'",
        "'\nvolumes:', '\nvolume:'"
    })
    void a_mistake_in_it_would_be_found(String right, String wrong) throws IOException {
        String text = Files.readString(FILE);

        assertThat(text).contains(right);
        assertThat(errors(text.replace(right, wrong))).isNotEmpty();
    }
}
