package holdfast.app.apidocs;

import holdfast.app.api.problem.ProblemType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One call of the API, completed by what follows from its path, its method and the words for it. */
final class Operation {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final List<String> WORDS =
            List.of("x-plain", "x-if-match", "x-min-position", "x-idempotent", "x-body", "x-answers", "x-problems");
    private static final String JSON = "application/json";

    private final String path;
    private final boolean command;
    private final boolean patch;
    private final ObjectNode node;
    private final Schemas schemas;
    private final ProblemSchemas problems;

    Operation(String path, String method, ObjectNode node, Schemas schemas, ProblemSchemas problems) {
        this.path = path;
        this.command = !method.equals("get");
        this.patch = method.equals("patch");
        this.node = node;
        this.schemas = schemas;
        this.problems = problems;
    }

    void complete() {
        addParameters();
        addBody();
        node.path("x-answers").forEachEntry(this::addAnswer);
        refusals().forEach(this::addRefusal);
        WORDS.forEach(node::remove);
    }

    /** Outside the conventions of the API: all that it takes and answers is written out. */
    private boolean isPlain() {
        return node.path("x-plain").asBoolean(false);
    }

    private boolean isIdempotent() {
        return command && !isPlain() && node.path("x-idempotent").asBoolean(true);
    }

    private boolean takesVersion() {
        return isIdempotent() && !node.path("x-if-match").asString("optional").equals("none");
    }

    private boolean requiresVersion() {
        return node.path("x-if-match").asString("").equals("required");
    }

    private boolean waitsForPosition() {
        return !command && !isPlain() && node.path("x-min-position").asBoolean(true);
    }

    private boolean isList() {
        return node.path("x-answers").valueStream().anyMatch(answer -> answer.has("page"));
    }

    private void addParameters() {
        VARIABLE.matcher(path).results().map(MatchResult::group).forEach(this::addParameter);
        if (isList()) {
            addParameter("limit");
            addParameter("cursor");
        }
        if (takesVersion()) {
            addParameter(requiresVersion() ? "If-Match-required" : "If-Match");
        }
        if (isIdempotent()) {
            addParameter("Idempotency-Key");
            addParameter("traceparent");
        }
        if (waitsForPosition()) {
            addParameter("X-Min-Position");
        }
    }

    private void addParameter(String name) {
        String key = name.startsWith("{") ? name.substring(1, name.length() - 1) : name;
        node.withArray("/parameters").addObject().put("$ref", "#/components/parameters/" + key);
    }

    /** A body whose fields are all optional may be absent: its name ends in a question mark. */
    private void addBody() {
        String name = node.path("x-body").asString("");
        if (!name.isEmpty()) {
            boolean required = !name.endsWith("?");
            ObjectNode body = node.putObject("requestBody").put("required", required);
            body.set("content", schemas.content(JSON, required ? name : name.substring(0, name.length() - 1)));
        }
    }

    private void addAnswer(String status, JsonNode words) {
        ObjectNode responses = node.withObject("/responses");
        // What was written out for this status stays.
        ObjectNode response =
                responses.get(status) instanceof ObjectNode written ? written : responses.putObject(status);
        response.set("description", words.required("says"));
        String schema = words.has("page")
                ? schemas.pageOf(words.required("page").asString())
                : words.required("schema").asString();
        response.withObject("/content").setAll(schemas.content(JSON, schema));
        if (isIdempotent()) {
            List.of("Idempotency-Key", "Idempotent-Replayed", "X-Position", "ETag")
                    .forEach(header -> addHeader(response, header));
        }
        if (words.has("page")) {
            addHeader(response, "Link");
        }
        words.path("headers").forEach(header -> addHeader(response, header.asString()));
    }

    /** A component may say after the name of its header when it is there. */
    private static void addHeader(ObjectNode response, String component) {
        String header = component.replace("-or-none", "");
        response.withObject("/headers").putObject(header).put("$ref", "#/components/headers/" + component);
    }

    /** What can be refused, by status. */
    private Map<Integer, Set<ProblemType>> refusals() {
        Map<Integer, Set<ProblemType>> byStatus = new TreeMap<>();
        Set<ProblemType> all = EnumSet.noneOf(ProblemType.class);
        if (!isPlain()) {
            all.addAll(Set.of(
                    ProblemType.UNAUTHENTICATED,
                    ProblemType.NOT_ACCEPTABLE,
                    ProblemType.INTERNAL_ERROR,
                    ProblemType.UNAVAILABLE));
            all.addAll(command ? ofCommand() : ofRead());
        }
        if (path.startsWith("/v1/admin/")) {
            all.add(ProblemType.FORBIDDEN);
        }
        node.path("x-problems").forEach(slug -> all.add(ProblemSchemas.ofSlug(slug.asString())));
        all.forEach(type -> byStatus.computeIfAbsent(type.status().value(), _ -> EnumSet.noneOf(ProblemType.class))
                .add(type));
        return byStatus;
    }

    private Set<ProblemType> ofCommand() {
        Set<ProblemType> all = EnumSet.of(ProblemType.PAYLOAD_TOO_LARGE);
        if (isIdempotent() || node.has("x-body")) {
            all.add(ProblemType.VALIDATION_FAILED);
        }
        if (isIdempotent()) {
            all.addAll(Set.of(
                    ProblemType.MALFORMED_REQUEST, ProblemType.REQUEST_IN_FLIGHT, ProblemType.IDEMPOTENCY_KEY_REUSED));
        }
        if (node.has("x-body")) {
            all.addAll(Set.of(ProblemType.MALFORMED_REQUEST, ProblemType.UNSUPPORTED_MEDIA_TYPE));
        }
        if (takesVersion()) {
            all.add(ProblemType.VERSION_CONFLICT);
        }
        if (requiresVersion()) {
            all.add(ProblemType.VERSION_REQUIRED);
        }
        return all;
    }

    private Set<ProblemType> ofRead() {
        Set<ProblemType> all = EnumSet.noneOf(ProblemType.class);
        if (waitsForPosition()) {
            all.add(ProblemType.MALFORMED_REQUEST);
        }
        if (node.path("parameters").valueStream().anyMatch(schemas::mayBeInvalid)) {
            all.add(ProblemType.VALIDATION_FAILED);
        }
        return all;
    }

    private void addRefusal(int status, Set<ProblemType> types) {
        ObjectNode response = problems.response(types);
        switch (status) {
            case 401 -> addHeader(response, "WWW-Authenticate");
            case 406 -> addHeader(response, "Accept");
            case 415 -> {
                addHeader(response, "Accept");
                if (patch) {
                    addHeader(response, "Accept-Patch");
                }
            }
            case 429, 503 -> addHeader(response, "Retry-After");
            default -> {}
        }
        if (isIdempotent() && !Set.of(400, 401, 403, 406, 413, 415, 500).contains(status)) {
            addHeader(response, "Idempotency-Key");
        }
        if (isIdempotent() && status == 409) {
            addHeader(response, "Idempotent-Replayed");
        }
        node.withObject("/responses").set(String.valueOf(status), response);
    }
}
