package holdfast.app.tabs;

import holdfast.app.processors.Follower;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the process and the read model of tabs to the events. */
@Configuration(proxyBeanMethods = false)
class TabConfiguration {

    private static final int BATCH = 256;

    @Bean
    Follower tabFollower() {
        return Follower.process(TabBatches.PROCESSING_GROUP, TabBatches.class, "Session", "Order");
    }

    @Bean
    Follower openTabFollower() {
        return Follower.readModel(OpenTabProjection.PROCESSING_GROUP, OpenTabProjection.class, BATCH, "Tab");
    }
}
