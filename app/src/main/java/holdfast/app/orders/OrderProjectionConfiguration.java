package holdfast.app.orders;

import holdfast.app.processors.Follower;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the list of orders to the events. */
@Configuration(proxyBeanMethods = false)
class OrderProjectionConfiguration {

    private static final int BATCH = 500;

    @Bean
    Follower orderFollower() {
        return Follower.readModel(
                OrderProjection.PROCESSING_GROUP, OrderProjection.class, BATCH, OrderProjection.AGGREGATE_TYPE);
    }
}
