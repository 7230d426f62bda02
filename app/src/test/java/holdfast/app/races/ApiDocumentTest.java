package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.apidocs.DocumentedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document that the service serves, held to the routes that it has. */
@ExtendWith(SharedService.class)
class ApiDocumentTest {

    @Test
    void has_every_route_of_the_service_and_no_other(Shop shop, RunningService service) {
        Set<String> documented = new TreeSet<>();
        paths(shop)
                .forEachEntry(
                        (path, calls) -> calls.propertyNames().forEach(method -> documented.add(method + " " + path)));

        assertThat(routes(service)).as("""
                        Each route under /v1, and no other one, is described in app/src/main/resources/openapi, in the file \
                        of its feature: tag, operationId, summary, x-body, x-answers and x-problems (see docs/adr/0014)""").isEqualTo(documented);
    }

    /** Pages for people are not of the API; neither are error pages, nor what the actuator lists beside its endpoints. */
    private static Set<String> routes(RunningService service) {
        Set<String> routes = new TreeSet<>();
        mappings(service)
                .flatMap(ApiDocumentTest::routesOf)
                .filter(route -> route.contains(" /v1/") || route.contains(" /v3/") || route.contains(" /actuator/"))
                .forEach(routes::add);
        // One endpoint with groups, each of which is a call for whoever asks.
        if (routes.remove("get /actuator/health/**")) {
            routes.addAll(Set.of("get /actuator/health/liveness", "get /actuator/health/readiness"));
        }
        return routes;
    }

    private static Stream<Map.Entry<RequestMappingInfo, HandlerMethod>> mappings(RunningService service) {
        return service.beans(RequestMappingInfoHandlerMapping.class)
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream());
    }

    private static Stream<String> routesOf(Map.Entry<RequestMappingInfo, HandlerMethod> mapping) {
        Set<RequestMethod> methods = mapping.getKey().getMethodsCondition().getMethods();
        return mapping.getKey().getPatternValues().stream()
                .flatMap(path -> methods.stream().map(method -> method.name().toLowerCase(Locale.ROOT) + " " + path));
    }

    @Test
    void has_the_fields_of_each_request(Shop shop, RunningService service) {
        JsonNode document = DocumentedApi.of(shop.service()).document();
        DocumentedRequests requests = new DocumentedRequests(document);
        mappings(service)
                .forEach(mapping -> routesOf(mapping)
                        .forEach(route -> bodyOf(mapping.getValue()).ifPresent(body -> {
                            String[] call = route.split(" ", 2);
                            JsonNode schema = document.required("paths")
                                    .path(call[1])
                                    .path(call[0])
                                    .at("/requestBody/content/application~1json/schema");
                            requests.compare(body, schema);
                        })));
        assertThat(requests.differences()).isEmpty();
    }

    private static Optional<Class<?>> bodyOf(HandlerMethod handler) {
        return Stream.of(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .<Class<?>>map(MethodParameter::getParameterType)
                .filter(Class::isRecord)
                .findFirst();
    }

    @Test
    void is_open_to_everybody_and_in_openapi_3_1(Shop shop) throws IOException {
        ShopAnswer answer = shop.as("hf_nobody").require(200, ShopRequest.get("/v3/api-docs"));

        assertThat(answer.text("openapi")).startsWith("3.1.");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        // For the linter and the generated client, which read what was served.
        Files.writeString(Path.of("target", "openapi.json"), answer.body().toPrettyString());
        String tag = String.valueOf(answer.header("ETag"));
        assertThat(shop.send(ShopRequest.get("/v3/api-docs").with("If-None-Match", tag))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void has_examples_that_fit_their_schemas(Shop shop) {
        assertThat(DocumentedApi.of(shop.service()).exampleErrors()).isEmpty();
    }

    @Test
    void names_each_call_once(Shop shop) {
        assertThat(paths(shop).valueStream().flatMap(JsonNode::valueStream))
                .extracting(call -> call.required("operationId").asString())
                .doesNotHaveDuplicates();
    }

    private static JsonNode paths(Shop shop) {
        return DocumentedApi.of(shop.service()).document().required("paths");
    }
}
