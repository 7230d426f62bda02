package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {

    @Test
    void an_interval_can_be_given_as_people_write_it() {
        assertThat(new AuditSettings("PT1H").every()).contains(Duration.ofHours(1));
        assertThat(new AuditSettings("30m").every()).contains(Duration.ofMinutes(30));
    }

    @Test
    void zero_and_a_dash_switch_it_off() {
        assertThat(new AuditSettings("0").every()).isEmpty();
        assertThat(new AuditSettings("PT0S").every()).isEmpty();
        assertThat(new AuditSettings("-").every()).isEmpty();
    }

    @Test
    void what_would_keep_the_service_busy_is_refused() {
        assertThatThrownBy(() -> new AuditSettings("PT0.1S")).hasMessageContaining("at least PT1S");
        assertThatThrownBy(() -> new AuditSettings("-PT1S")).hasMessageContaining("at least PT1S");
        assertThatThrownBy(() -> new AuditSettings("hourly")).isInstanceOf(IllegalArgumentException.class);
    }
}
