package holdfast.app.apidocs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as the document of a running service tells it; whoever calls the service in a test holds each answer to it. */
public final class DocumentedApi {

    /** A call of the document with a status that it documents. */
    public record Answered(String call, String status) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, DocumentedApi> KNOWN = new ConcurrentHashMap<>();

    /** What the service answers whatever is asked: there is no such path, or it does not know the method. */
    private static final Set<Integer> OF_NO_CALL = Set.of(400, 401, 404, 405);

    private final JsonNode document;
    private final DocumentSchemas schemas;
    private final List<DocumentedCall> calls = new ArrayList<>();

    private DocumentedApi(JsonNode document) {
        this.document = document;
        this.schemas = new DocumentSchemas(document);
        document.required("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, call) -> calls.add(new DocumentedCall(method, path, call, document, schemas))));
    }

    static DocumentedApi of(JsonNode document) {
        return new DocumentedApi(document);
    }

    /** As the service serves it; all services of a test run are of the same build, so the first one is asked. */
    public static DocumentedApi of(URI service) {
        return KNOWN.computeIfAbsent("", _ -> of(JSON.readTree(fetch(service))));
    }

    private static String fetch(URI service) {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/v3/api-docs")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    /** All that the document says can be answered. */
    public Set<Answered> answers() {
        return calls.stream()
                .flatMap(call -> call.statuses().stream().map(status -> new Answered(call.toString(), status)))
                .collect(Collectors.toSet());
    }

    /** Fails when the document says something else, and tells which documented answer it was otherwise. */
    public Optional<Answered> check(Exchange exchange) {
        Optional<DocumentedCall> call = find(exchange);
        if (call.isEmpty()) {
            if (!OF_NO_CALL.contains(exchange.status())) {
                throw new AssertionError("Not documented in app/src/main/resources/openapi: " + exchange);
            }
            return Optional.empty();
        }
        if (isMethodUnknown(exchange)) {
            return Optional.empty();
        }
        List<String> errors = call.get().errors(exchange);
        if (!errors.isEmpty()) {
            throw new AssertionError("%s is not as documented in app/src/main/resources/openapi:%n  %s%n  %s"
                    .formatted(call.get(), String.join("\n  ", errors), exchange));
        }
        return Optional.of(new Answered(call.get().toString(), String.valueOf(exchange.status())));
    }

    private static boolean isMethodUnknown(Exchange exchange) {
        return exchange.status() == 405;
    }

    private Optional<DocumentedCall> find(Exchange exchange) {
        String method = exchange.method().toLowerCase(Locale.ROOT).replace("head", "get");
        return calls.stream()
                .filter(call -> call.method().equals(method) && call.hasPath(exchange.path()))
                // A path without variables is the better match.
                .min((left, right) ->
                        Boolean.compare(left.path().contains("{"), right.path().contains("{")));
    }

    /** What is wrong with the examples of the document. */
    public List<String> exampleErrors() {
        List<String> errors = new ArrayList<>();
        document.required("components")
                .required("schemas")
                .forEachEntry((name, schema) -> schema.path("examples")
                        .forEach(example ->
                                schemas.errors(schema, example).forEach(error -> errors.add(name + " " + error))));
        return errors;
    }
}
