package holdfast.app.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the live feed is served.
 *
 * @param heartbeat the longest that a reader hears nothing, at most 15 s
 * @param maxReaders the most readers at a time; others are asked to come later
 */
@ConfigurationProperties("holdfast.feed")
record FeedSettings(
        @DefaultValue("PT10S") Duration heartbeat,
        @DefaultValue("1000") int maxReaders) {

    FeedSettings {
        if (heartbeat.compareTo(Duration.ofMillis(10)) < 0 || heartbeat.compareTo(Duration.ofSeconds(15)) > 0) {
            throw new IllegalArgumentException("holdfast.feed.heartbeat must be from PT0.01S to PT15S");
        }
        if (maxReaders < 1) {
            throw new IllegalArgumentException("holdfast.feed.max-readers must be at least 1");
        }
    }
}
