package holdfast.app.reservation;

import holdfast.app.processors.Follower;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Connects the reservation and the amendment process to the events. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReservationConfiguration {

    @Bean
    Follower reservationFollower() {
        return Follower.process(ReservationBatches.PROCESSING_GROUP, "Order", "Cart");
    }

    @Bean
    Follower amendmentFollower() {
        return Follower.process(AmendmentBatches.PROCESSING_GROUP, "Amendment", "StockItem");
    }
}
