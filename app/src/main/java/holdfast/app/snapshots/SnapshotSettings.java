package holdfast.app.snapshots;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When states are kept, and how many.
 *
 * @param every events of a stream from one snapshot to the next
 * @param kept the most snapshots of a stream; when there are more, those go that are nearest to others
 * @param waiting streams that may wait for their snapshot; another one gets it at a later event
 * @param comparedParts the most holds and the like of large states that are remembered to write only what changed
 */
@Validated
@ConfigurationProperties("holdfast.snapshots")
record SnapshotSettings(
        @DefaultValue("500") @Min(10) @Max(1_000_000) int every,
        @DefaultValue("32") @Min(4) @Max(10_000) int kept,
        @DefaultValue("1024") @Min(1) @Max(1_000_000) int waiting,
        @DefaultValue("1000000") @Min(0) long comparedParts) {}
