package holdfast.app.apidocs;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A request and its answer, as they went over the wire.
 *
 * @param target path and query
 * @param answer the body; null when nobody read it
 */
public record Exchange(
        String method,
        String target,
        Map<String, List<String>> headers,
        @Nullable String body,
        int status,
        HttpHeaders answerHeaders,
        @Nullable String answer) {

    public static Exchange of(HttpRequest request, @Nullable String body, HttpResponse<String> answer) {
        String query = request.uri().getRawQuery();
        return new Exchange(
                request.method(),
                request.uri().getRawPath() + (query == null ? "" : "?" + query),
                request.headers().map(),
                body,
                answer.statusCode(),
                answer.headers(),
                request.method().equals("HEAD") ? null : answer.body());
    }

    String path() {
        return uri().getPath() == null ? "/" : uri().getPath();
    }

    Map<String, List<String>> query() {
        return uri().getQueryParams();
    }

    /** A header of the request. */
    @Nullable
    String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse(null);
    }

    private UriComponents uri() {
        return UriComponentsBuilder.fromUriString(target).build();
    }

    @Override
    public String toString() {
        return method + " " + target + " " + body + " -> " + status + " " + answer;
    }
}
