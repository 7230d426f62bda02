package holdfast.app.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfidenceTest {

    private long now = 5_000_000_000L;
    private final Confidence confidence = new Confidence(Duration.ofSeconds(2), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void is_there_from_the_start() {
        assertThat(confidence.isEnough()).isTrue();
        assertThat(confidence.isEnough()).isTrue();
    }

    @Test
    void lost_it_is_enough_for_one_attempt_at_a_time() {
        assertThat(confidence.lose()).as("news").isTrue();
        assertThat(confidence.isEnough()).isFalse();

        pass(Duration.ofSeconds(2));

        assertThat(confidence.isEnough()).isTrue();
        assertThat(confidence.isEnough()).isFalse();
    }

    @Test
    void lost_again_it_is_no_news_and_the_pause_begins_anew() {
        confidence.lose();
        pass(Duration.ofSeconds(1));

        assertThat(confidence.lose()).as("news").isFalse();

        pass(Duration.ofMillis(1_500));
        assertThat(confidence.isEnough()).isFalse();
    }

    @Test
    void an_answer_brings_it_back() {
        confidence.lose();

        confidence.regain();

        assertThat(confidence.isEnough()).isTrue();
        assertThat(confidence.isEnough()).isTrue();
        assertThat(confidence.lose()).as("news").isTrue();
    }
}
