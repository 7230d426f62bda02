package holdfast.app.races;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests that any call of the document refuses, made from its own words: from its path, its example and its answers. */
final class DocumentedRefusals {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");
    private static final String NOBODY = "nobody-knows";
    private static final String NO_ID = "a!b";
    private static final String TOO_LARGE = "{\"reason\":\"" + "x".repeat(300_000) + "\"}";

    /** A request and the status that it is to be refused with. */
    record Probe(ShopRequest request, int status, boolean withKey) {}

    private final JsonNode document;
    private final String sku;

    /** {@code sku} is one that there is, for calls that check it before anything else. */
    DocumentedRefusals(JsonNode document, String sku) {
        this.document = document;
        this.sku = sku;
    }

    List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        document.required("paths")
                .forEachEntry((path, calls) -> calls.forEachEntry((method, call) ->
                        probes(path, method.toUpperCase(Locale.ROOT), call).forEach(probes::add)));
        return probes;
    }

    /** Reads that wait for a position when they are asked to. */
    List<ShopRequest> reads() {
        List<ShopRequest> reads = new ArrayList<>();
        document.required("paths").forEachEntry((path, calls) -> {
            JsonNode call = calls.path("get");
            if (call.path("parameters").toString().contains("X-Min-Position")) {
                reads.add(request(path, "GET", call, NOBODY));
            }
        });
        return reads;
    }

    private Stream<Probe> probes(String path, String method, JsonNode call) {
        ShopRequest valid = request(path, method, call, NOBODY);
        boolean command = !method.equals("GET");
        return Stream.of(
                        new Probe(valid, 401, false),
                        new Probe(valid.with("Accept", "text/csv"), 406, true),
                        new Probe(valid.with(command ? "Idempotency-Key" : "X-Min-Position", "two words"), 400, true),
                        new Probe(withBody(valid, TOO_LARGE), 413, true),
                        new Probe(valid.with("Content-Type", "text/plain"), 415, true),
                        new Probe(valid, 404, true),
                        new Probe(invalid(path, method, call), 422, true),
                        new Probe(without(valid, "If-Match"), 428, true))
                // What a path without an id does not find, its body names.
                .filter(probe -> probe.status() != 404 || path.contains("{"))
                .filter(probe -> call.required("responses").has(String.valueOf(probe.status())));
    }

    /** The call as its example shows it. */
    private ShopRequest request(String path, String method, JsonNode call, String id) {
        ShopRequest request = new ShopRequest(method, VARIABLE.matcher(path).replaceAll(id), example(call), Map.of());
        return takesVersion(call) ? request.ifMatch(1) : request;
    }

    private @Nullable String example(JsonNode call) {
        JsonNode example = call.at("/requestBody/content/application~1json/example");
        return example.isMissingNode() ? null : example.toString().replace("\"beans\"", "\"" + sku + "\"");
    }

    private static boolean takesVersion(JsonNode call) {
        return call.path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("$ref").asString("").contains("/If-Match"));
    }

    /** With an id that cannot be one; a call without ids has a limit, a SKU or a body to get wrong. */
    private ShopRequest invalid(String path, String method, JsonNode call) {
        if (path.contains("{")) {
            return request(path, method, call, NO_ID);
        }
        return method.equals("GET")
                ? ShopRequest.get(path + "?limit=0&sku=" + NO_ID)
                : new ShopRequest(
                        method, path, Objects.requireNonNull(example(call)).replace(sku, NO_ID), Map.of());
    }

    private static ShopRequest withBody(ShopRequest request, String body) {
        return new ShopRequest(request.method(), request.path(), body, request.headers());
    }

    private static ShopRequest without(ShopRequest request, String header) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.remove(header);
        return new ShopRequest(request.method(), request.path(), request.body(), headers);
    }
}
