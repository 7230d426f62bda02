package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import holdfast.app.HoldfastApplication;
import holdfast.app.apidocs.Exchange;
import holdfast.app.apidocs.Traffic;
import holdfast.app.store.PreparedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real service on a data folder of its own, as its clients and its database administrator reach it. */
final class ShopService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    ShopService(Path data, String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("--server.port=0", "--holdfast.data-dir=" + PreparedFolder.of(data)));
        arguments.addAll(List.of(settings));
        context = new SpringApplicationBuilder(HoldfastApplication.class).run(arguments.toArray(String[]::new));
        url = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
        try {
            key = Files.readString(data.resolve("admin.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JdbcClient sql() {
        return part(JdbcClient.class);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build(), null);
    }

    HttpResponse<String> getWithoutKey(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build(), null);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest request = request(path, headers)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return send(request, body);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + key);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Each answer is held to the document of the API. */
    private HttpResponse<String> send(HttpRequest request, @Nullable String body) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            Traffic.hold(URI.create(url), Exchange.of(request, body, answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A stock item with goods on the shelf. */
    void stock(String sku, String quantity) {
        ok(send("PUT", "/v1/stock/" + sku, "{\"scale\":2}"));
        ok(send(
                "POST",
                "/v1/stock/" + sku + "/receipts",
                "{\"quantity\":\"" + quantity + "\",\"reference\":\"PO-1\"}"));
    }

    /** Places an order of one line at 2.50 each and answers the status of the reply. */
    int order(String orderId, String sku, String quantity, String more) {
        return send("POST", "/v1/orders", """
                {"orderId":"%s","currency":"EUR","lines":[{"lineId":"1","sku":"%s","quantity":"%s","unitPrice":"2.50"}]%s}""".formatted(orderId, sku, quantity, more))
                .statusCode();
    }

    void order(String orderId, String sku, String quantity) {
        assertThat(order(orderId, sku, quantity, "")).isEqualTo(201);
    }

    void pay(String orderId, String amount) {
        ok(send("POST", "/v1/orders/" + orderId + "/payments", "{\"amount\":\"" + amount + "\",\"method\":\"CARD\"}"));
    }

    void cancel(String orderId) {
        ok(send("POST", "/v1/orders/" + orderId + "/cancel", "{}"));
    }

    static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    String audit(String query) {
        return ok(get("/v1/audit/conservation" + query)).body();
    }

    /** What an audit of one SKU found, settled or not. */
    List<Map<String, Object>> found(String sku) {
        return JsonPath.read(audit("?sku=" + sku), "$.discrepancies");
    }

    /** The position of the last event of a stream. */
    long last(String stream) {
        return sql().sql("select max(position) from domain_event where aggregate_id = ?")
                .param(stream)
                .query(Long.class)
                .single();
    }

    /** Appends an event that nobody decided. */
    long append(String aggregateType, String stream, String type, String payload) {
        return sql().sql("""
                insert into domain_event (aggregate_id, sequence_number, aggregate_type, event_id, payload_type,
                    payload_revision, payload, metadata, recorded_at)
                select ?, coalesce(max(sequence_number), -1) + 1, ?, gen_random_uuid()::text, ?, '1',
                    convert_to(?, 'UTF8'), convert_to('{}', 'UTF8'), '2026-01-31T12:00:00Z'
                from domain_event where aggregate_id = ? returning position""")
                .params(stream, aggregateType, type, payload, stream)
                .query(Long.class)
                .single();
    }

    /** Rewrites a part of a stored event. */
    void tamper(long position, String field, String value) {
        int changed = sql().sql("""
                update domain_event set payload = convert_to(
                    jsonb_set(convert_from(payload, 'UTF8')::jsonb, array[?], to_jsonb(?::text))::text, 'UTF8')
                where position = ?""").params(field, value, position).update();
        assertThat(changed).isEqualTo(1);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
