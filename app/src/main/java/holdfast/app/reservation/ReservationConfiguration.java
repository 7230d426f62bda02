package holdfast.app.reservation;

import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.StoredTokens;
import holdfast.app.process.EventProcesses;
import holdfast.app.processors.Follower;
import holdfast.app.store.StoreSettings;
import org.axonframework.config.EventProcessingConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Connects the reservation and the amendment process to the events. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReservationConfiguration {

    @Bean
    EarlierEvents earlierEvents(
            StoreSettings store,
            CommittedEvents events,
            EventProcesses processes,
            StoredTokens tokens,
            CommitSignal signal,
            SettlingSettings settings,
            ObjectProvider<EventProcessingConfiguration> processing) {
        return store.hasSoleWriter()
                ? new OwnEarlierEvents(events, processes, processing, settings)
                : new SharedEarlierEvents(events, tokens, processes, signal, settings.leftOrders());
    }

    @Bean
    Follower reservationFollower() {
        return Follower.process(
                ReservationBatches.PROCESSING_GROUP,
                ReservationBatches.class,
                ReservationBatches.AGGREGATE_TYPES.toArray(String[]::new));
    }

    @Bean
    Follower amendmentFollower() {
        return Follower.process(AmendmentBatches.PROCESSING_GROUP, AmendmentBatches.class, "Amendment", "StockItem");
    }
}
