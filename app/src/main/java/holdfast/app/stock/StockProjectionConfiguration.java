package holdfast.app.stock;

import holdfast.app.processors.Follower;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the read models of stock to the events. */
@Configuration(proxyBeanMethods = false)
class StockProjectionConfiguration {

    /** A batch costs the same few statements whatever its size; a processor has up to 1,024 events waiting. */
    private static final int BATCH = 1_000;

    @Bean
    Follower stockFollower() {
        return Follower.readModel(
                StockProjection.PROCESSING_GROUP, StockProjection.class, BATCH, "StockItem", "StockDefinition");
    }
}
