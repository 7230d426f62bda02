package holdfast.app.audit;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * When the service audits itself.
 *
 * @param interval the time between audits, such as {@code PT1H}; {@code 0} or {@code -} for never
 */
@ConfigurationProperties("holdfast.audit")
record AuditSettings(@DefaultValue("PT1H") String interval) {

    AuditSettings {
        if (!interval.equals("-")) {
            Duration pause = DurationStyle.detectAndParse(interval);
            if (!pause.isZero() && pause.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "holdfast.audit.interval must be at least PT1S, or 0 or - for never");
            }
        }
    }

    Optional<Duration> every() {
        return interval.equals("-")
                ? Optional.empty()
                : Optional.of(DurationStyle.detectAndParse(interval)).filter(pause -> !pause.isZero());
    }
}
