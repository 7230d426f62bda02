package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the metrics endpoint showed at one moment. */
record Scrape(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("(?<name>\\w+)(?:\\{(?<labels>.*)})? (?<value>\\S+)");

    /** One line; labels as they are written. */
    record Sample(String name, String labels, double value) {

        boolean has(String... wanted) {
            return Arrays.stream(wanted).allMatch(labels::contains);
        }
    }

    static Scrape of(Shop shop) {
        HttpResponse<InputStream> answer = shop.open(ShopRequest.get("/actuator/prometheus"));
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            return of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scrape of(String text) {
        return new Scrape(text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Sample(
                        line.group("name"),
                        line.group("labels") == null ? "" : line.group("labels"),
                        Double.parseDouble(line.group("value").replace("+Inf", "Infinity"))))
                .toList());
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** The sum over all lines of a name that have these labels, such as {@code command="PlaceOrder"}. */
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.has(labels))
                .mapToDouble(Sample::value)
                .sum();
    }
}
