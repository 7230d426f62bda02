package holdfast.app.apidocs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** One call of the document, and what is wrong with an exchange that should be one. */
final class DocumentedCall {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** What belongs to HTTP or to the protection of any answer, and says nothing about this one. */
    private static final Set<String> TRANSPORT = Set.of(
            "content-type",
            "content-length",
            "transfer-encoding",
            "date",
            "connection",
            "keep-alive",
            "vary",
            "cache-control",
            "pragma",
            "expires",
            "x-content-type-options",
            "x-xss-protection",
            "x-frame-options",
            "content-security-policy",
            // Spring's word against downloads, where an id in the path looks like a file name.
            "content-disposition",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "last-modified",
            "accept-ranges");

    private final String method;
    private final String path;
    private final JsonNode operation;
    private final JsonNode document;
    private final DocumentSchemas schemas;
    private final Pattern template;
    private final List<String> variables;

    DocumentedCall(String method, String path, JsonNode operation, JsonNode document, DocumentSchemas schemas) {
        this.method = method;
        this.path = path;
        this.operation = operation;
        this.document = document;
        this.schemas = schemas;
        this.variables = VARIABLE.matcher(path)
                .results()
                .map(MatchResult::group)
                .map(name -> name.substring(1, name.length() - 1))
                .toList();
        this.template = Pattern.compile(Arrays.stream(path.split("/", -1))
                .map(part -> part.startsWith("{") ? "([^/]+)" : Pattern.quote(part))
                .reduce((left, right) -> left + "/" + right)
                .orElseThrow());
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    JsonNode operation() {
        return operation;
    }

    Set<String> statuses() {
        return new TreeSet<>(operation.required("responses").propertyNames());
    }

    boolean hasPath(String requested) {
        return template.matcher(requested).matches();
    }

    @Override
    public String toString() {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    /** All that the document does not say, or says otherwise. */
    List<String> errors(Exchange exchange) {
        JsonNode response = resolve(operation.required("responses").path(String.valueOf(exchange.status())));
        if (response.isMissingNode()) {
            return List.of("status " + exchange.status() + " is not documented");
        }
        List<String> errors = new ArrayList<>();
        errors.addAll(headerErrors(response, exchange));
        errors.addAll(bodyErrors(response, exchange));
        if (exchange.status() < 300) {
            errors.addAll(requestErrors(exchange));
        }
        return errors;
    }

    private List<String> headerErrors(JsonNode response, Exchange exchange) {
        List<String> errors = new ArrayList<>();
        JsonNode documented = response.path("headers");
        for (String name : exchange.answerHeaders().map().keySet()) {
            JsonNode header = resolve(find(documented, name));
            if (!header.isMissingNode()) {
                String value = exchange.answerHeaders().firstValue(name).orElseThrow();
                prefixed(errors, "header " + name, schemas.errors(header.required("schema"), typed(header, value)));
            } else if (!TRANSPORT.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                errors.add("header " + name + " is not documented");
            }
        }
        documented.forEachEntry((name, header) -> {
            if (resolve(header).path("required").asBoolean(false)
                    && exchange.answerHeaders().firstValue(name).isEmpty()) {
                errors.add("header " + name + " is missing");
            }
        });
        return errors;
    }

    private List<String> bodyErrors(JsonNode response, Exchange exchange) {
        if (exchange.answer() == null) {
            return List.of();
        }
        JsonNode content = response.path("content");
        String type = exchange.answerHeaders()
                .firstValue("content-type")
                .map(header -> header.split(";", 2)[0])
                .orElse("");
        if (exchange.answer().isEmpty() && content.isMissingNode()) {
            return List.of();
        }
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            return List.of("media type '" + type + "' is not documented");
        }
        return type.endsWith("json") ? jsonErrors("answer", media, exchange.answer()) : List.of();
    }

    private List<String> jsonErrors(String what, JsonNode media, String text) {
        List<String> errors = new ArrayList<>();
        try {
            prefixed(errors, what, schemas.errors(media.required("schema"), JSON.readTree(text)));
        } catch (JacksonException notJson) {
            errors.add(what + " is not JSON");
        }
        return errors;
    }

    /** What the service took may be no more than the document allows. */
    private List<String> requestErrors(Exchange exchange) {
        List<String> errors = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (JsonNode reference : operation.path("parameters")) {
            JsonNode parameter = resolve(reference);
            String name = parameter.required("name").asString();
            known.add(name);
            String value = valueOf(parameter, exchange);
            if (value != null) {
                prefixed(
                        errors,
                        "parameter " + name,
                        schemas.errors(parameter.required("schema"), typed(parameter, value)));
            } else if (parameter.path("required").asBoolean(false)) {
                errors.add("parameter " + name + " is missing");
            }
        }
        exchange.query().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> errors.add("parameter " + name + " is not documented"));
        errors.addAll(requestBodyErrors(exchange));
        return errors;
    }

    private List<String> requestBodyErrors(Exchange exchange) {
        JsonNode body = operation.path("requestBody");
        String text = Objects.requireNonNullElse(exchange.body(), "");
        if (text.isEmpty()) {
            return body.path("required").asBoolean(false) ? List.of("body is missing") : List.of();
        }
        return body.isMissingNode()
                ? List.of("body is not documented")
                : jsonErrors("body", body.required("content").required("application/json"), text);
    }

    private @Nullable String valueOf(JsonNode parameter, Exchange exchange) {
        String name = parameter.required("name").asString();
        return switch (parameter.required("in").asString()) {
            case "path" -> pathValue(name, exchange.path());
            case "query" ->
                Stream.ofNullable(exchange.query().get(name))
                        .flatMap(List::stream)
                        .findFirst()
                        .map(DocumentedCall::decoded)
                        .orElse(null);
            case "header" -> exchange.header(name);
            default -> throw new IllegalStateException("Not expected: " + parameter);
        };
    }

    private String pathValue(String name, String requested) {
        Matcher matcher = template.matcher(requested);
        if (!matcher.matches()) {
            throw new IllegalStateException(requested);
        }
        return decoded(matcher.group(variables.indexOf(name) + 1));
    }

    private static String decoded(String text) {
        return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
    }

    /** Text from a path, a query or a header as the JSON value that its schema is about. */
    private JsonNode typed(JsonNode parameter, String value) {
        String type = resolve(parameter.required("schema")).path("type").asString("string");
        return switch (type) {
            case "integer" ->
                NUMBER.matcher(value.strip()).matches()
                        ? JsonNodeFactory.instance.numberNode(Long.parseLong(value.strip()))
                        : StringNode.valueOf(value);
            case "boolean" ->
                value.equals("true") || value.equals("false")
                        ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value))
                        : StringNode.valueOf(value);
            default -> StringNode.valueOf(value);
        };
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = document.at(found.required("$ref").asString().substring(1));
        }
        return found;
    }

    private static JsonNode find(JsonNode headers, String name) {
        return headers.properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> headers.path(name));
    }

    private static void prefixed(List<String> errors, String prefix, List<String> more) {
        more.forEach(error -> errors.add(prefix + " " + error));
    }
}
