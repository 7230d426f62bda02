package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Takes the tour of the README on a fresh store: the service answers what the page shows, but for the times. */
@BesideOthers
class ReadmeTourTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern STEP = Pattern.compile(
            "^\\$ call (?<method>\\w+) (?<path>\\S+)(?: '(?<body>.*)')?\\n(?<answer>\\{.*})$", Pattern.MULTILINE);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

    private record Step(
            String method, String path, @Nullable String body, String answer) {

        static Step of(MatchResult step) {
            return new Step(step.group("method"), step.group("path"), step.group("body"), step.group("answer"));
        }

        ShopRequest request() {
            return new ShopRequest(method, path, body, Map.of());
        }
    }

    @Test
    void the_service_answers_what_the_page_shows() throws IOException {
        List<Step> tour =
                STEP.matcher(Files.readString(README)).results().map(Step::of).toList();
        assertThat(tour).hasSizeGreaterThanOrEqualTo(8);
        try (RunningService service = RunningService.start()) {
            tour.forEach(step -> take(step, service.shop()));
        }
    }

    /** A read may be a moment ahead of what the process still does after an answer. */
    private static void take(Step step, Shop shop) {
        if (step.method().equals("GET")) {
            await().untilAsserted(() -> compare(step, shop));
        } else {
            compare(step, shop);
        }
    }

    private static void compare(Step step, Shop shop) {
        String answer = shop.send(step.request()).body().toString();
        assertThat(withoutTimes(answer)).as(step.path()).isEqualTo(withoutTimes(step.answer()));
    }

    private static String withoutTimes(String json) {
        return TIME.matcher(json).replaceAll("<time>");
    }
}
