package holdfast.app.axonserver;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Axon Server is used; where it is and how it is spoken to are Axon's own settings, {@code axon.axonserver.*}.
 *
 * @param patience how long it may take to answer. Longer than {@code holdfast.append.pause} is of no use: the database
 *     does not wait for a turn that long
 * @param routingPatience how long the node that Axon Server picked for a command may take to answer; its caller is told
 *     to ask again then
 */
@Validated
@ConfigurationProperties("holdfast.axonserver")
record LogSettings(
        @DefaultValue("PT1.5S") @DurationMin(millis = 10) Duration patience,
        @DefaultValue("PT5S") @DurationMin(millis = 10) Duration routingPatience) {}
