package holdfast.app.eventstore;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import jakarta.validation.constraints.Min;
import java.util.function.ToIntFunction;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the streams is kept in memory for those who read them.
 *
 * @param cached the most states of a kind
 * @param cachedParts the most holds, lines and the like of all those states together; a state that has more is read anew
 *     each time
 */
@Validated
@ConfigurationProperties("holdfast.streams")
public record StreamSettings(
        @DefaultValue("20000") @Min(1) long cached,
        @DefaultValue("500000") @Min(1) long cachedParts) {

    /**
     * A cache that keeps to both bounds and forgets what was used longest ago. One that forgets what is used seldom would
     * hardly ever keep a new order, whose next commands come soon.
     */
    <V> Cache<String, V> cache(ToIntFunction<V> parts) {
        int each = (int) Math.max(1, cachedParts / cached);
        return CacheBuilder.newBuilder()
                // Of several segments each would have its own bound, too small for a large state.
                .concurrencyLevel(1)
                .maximumWeight(Math.max(cached, cachedParts))
                .<String, V>weigher((_, value) -> each + parts.applyAsInt(value))
                .build();
    }
}
