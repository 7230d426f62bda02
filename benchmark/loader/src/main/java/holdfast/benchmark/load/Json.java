package holdfast.benchmark.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads replies where the time for it is not measured. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static JsonNode read(Reply reply) {
        return MAPPER.readTree(reply.body());
    }
}
