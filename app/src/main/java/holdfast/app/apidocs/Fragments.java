package holdfast.app.apidocs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the files that describe the API, one for each feature, as one tree; no two of them say the same thing. */
final class Fragments {

    private static final String FILES = "classpath:openapi/*.yaml";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Fragments() {}

    static ObjectNode read() {
        ObjectNode all = JSON.createObjectNode();
        for (Resource file : files()) {
            merge(all, parse(file), String.valueOf(file.getFilename()));
        }
        return all;
    }

    private static List<Resource> files() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(FILES);
            return Arrays.stream(found)
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode parse(Resource file) {
        try (InputStream text = file.getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return JSON.valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(ObjectNode all, ObjectNode more, String file) {
        for (var entry : more.properties()) {
            JsonNode known = all.get(entry.getKey());
            if (known == null) {
                all.set(entry.getKey(), entry.getValue());
            } else if (known instanceof ObjectNode left && entry.getValue() instanceof ObjectNode right) {
                merge(left, right, file);
            } else {
                throw new IllegalStateException(file + " says once more: " + entry.getKey());
            }
        }
    }
}
