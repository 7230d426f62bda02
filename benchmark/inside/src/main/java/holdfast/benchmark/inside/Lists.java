package holdfast.benchmark.inside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Starts the service on the data folder of the first argument, fills its read models by SQL with so many orders as the
 * second one says, and prints how long each list and each page takes over HTTP, with the plan of each of its statements.
 */
public final class Lists {

    private static final int WARM_UP = 20;
    private static final int MEASURED = 50;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final String key;
    private final Plans plans;

    private Lists(URI service, String key, Plans plans) {
        this.service = service;
        this.key = key;
        this.plans = plans;
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("arguments: <data folder> <orders, such as 1000000>");
            System.exit(2);
        }
        try (ConfigurableApplicationContext context = Service.start(arguments[0])) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            new ListData(jdbc).make(Integer.parseInt(arguments[1]));
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            String key = Files.readString(Path.of(arguments[0], "admin.key")).strip();
            Lists lists = new Lists(URI.create("http://127.0.0.1:" + port), key, new Plans(jdbc));
            for (ListPage page : ListPage.all(jdbc)) {
                lists.measure(page);
            }
        }
    }

    private void measure(ListPage page) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            get(page);
        }
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            get(page);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%n== %-55s p50 %6.1f ms, p95 %6.1f ms, most %6.1f ms%n   %s%n",
                page.name(),
                nanos[MEASURED / 2] / NANOS_PER_MILLI,
                nanos[MEASURED * 95 / 100] / NANOS_PER_MILLI,
                nanos[MEASURED - 1] / NANOS_PER_MILLI,
                page.path());
        plans.of(() -> get(page)).forEach(plan -> System.out.println(plan.indent(3)));
    }

    private void get(ListPage page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(page.path()))
                .header("Authorization", "Bearer " + key)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains(page.shows())) {
            throw new IllegalStateException(page.path() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
