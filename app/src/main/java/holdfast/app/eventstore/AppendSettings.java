package holdfast.app.eventstore;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are appended.
 *
 * @param pause how long a writer that has begun to append may do nothing; then the database ends its transaction, so that
 *     the others, who wait for it, go on
 */
@Validated
@ConfigurationProperties("holdfast.append")
record AppendSettings(
        @DefaultValue("PT2S") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration pause) {}
