package holdfast.benchmark.inside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Audits a service by its API, with a look at what its heap holds meanwhile. */
final class AuditFigures {

    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;

    private final URI audit;
    private final String key;

    AuditFigures(ConfigurableApplicationContext service, String dataFolder) throws IOException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        this.audit = URI.create("http://127.0.0.1:" + port + "/v1/audit/conservation");
        this.key = Files.readString(Path.of(dataFolder, "admin.key")).strip();
    }

    /** Answers a sentence on one audit that found nothing amiss. */
    String measure() throws IOException, InterruptedException {
        try (LiveHeap heap = new LiveHeap()) {
            long before = heap.now();
            heap.watch();
            long start = System.nanoTime();
            JsonNode report = report();
            double seconds = (System.nanoTime() - start) / NANOS;
            long count = report.get("eventsChecked").asLong();
            return String.format(
                    Locale.ROOT,
                    "audit of %,d events, %,d items: %.1f s, %,.0f events/s; heap in use %.0f MB before it, at most %.0f MB in %d"
                            + " looks meanwhile, of %.0f MB",
                    count,
                    report.get("itemsChecked").asLong(),
                    seconds,
                    count / seconds,
                    before / MEGA,
                    heap.most() / MEGA,
                    heap.looks(),
                    Runtime.getRuntime().maxMemory() / MEGA);
        }
    }

    private JsonNode report() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(audit)
                .header("Authorization", "Bearer " + key)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode report = new JsonMapper().readTree(answer.body());
            if (answer.statusCode() != 200
                    || report.get("discrepancyCount").asLong() != 0
                    || report.get("readModelPosition").asLong()
                            < report.get("position").asLong() - 1) {
                throw new IllegalStateException("The audit: " + answer.statusCode() + " " + answer.body());
            }
            return report;
        }
    }
}
