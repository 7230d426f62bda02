package holdfast.app.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,2026-01-31T12:00:00.000000Z",
        "2026-01-31t12:00:00.5z,2026-01-31T12:00:00.500000Z",
        "2026-01-31T12:00:00.123456789+01:00,2026-01-31T11:00:00.123456Z",
        "2026-12-31T23:30:00-01:00,2027-01-01T00:30:00.000000Z"
    })
    void a_time_is_printed_in_utc_with_microseconds(String text, String printed) {
        assertThat(Times.print(Times.parseInstant(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-01-31T12:00Z",
                "2026-01-31T12:00:00",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "+12026-01-01T00:00:00Z",
                "2026-01-31T12:00:00+19:00",
                "2026-01-31T12:00:60Z",
                "1700000000"
            })
    void another_text_is_no_time(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parseInstant(text));
    }

    @ParameterizedTest
    @CsvSource({"PT15M,900", "PT1S,1", "P1D,86400", "P1DT1H,90000", "PT90S,90"})
    void a_duration_is_iso_8601(String text, long seconds) {
        assertThat(Times.parseDuration(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "PT", "P1DT", "15m", "-PT1S", "PT-1S", "900", "PT99999999999999999999H", "P1M", "pt1s"})
    void another_text_is_no_duration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parseDuration(text));
    }
}
