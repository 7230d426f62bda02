package holdfast.app.commandbus;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How commands are handled.
 *
 * @param lanes threads that handle commands, each with at most one transaction at a time. On one lane an order and its
 *     stock are committed together; on several, those whose items are on another lane take three commits one after the
 *     other, and appends take turns anyway
 * @param capacity commands that may wait in a lane; more are refused
 * @param batch the most commands that share a transaction
 * @param cachedAggregates the most aggregates of a kind that are kept in memory
 */
@Validated
@ConfigurationProperties("holdfast.commands")
record LaneSettings(
        @DefaultValue("1") @Min(1) @Max(64) int lanes,
        @DefaultValue("4096") @Min(1) @Max(1_000_000) int capacity,
        @DefaultValue("256") @Min(1) @Max(4096) int batch,
        @DefaultValue("20000") @Min(1) long cachedAggregates) {}
