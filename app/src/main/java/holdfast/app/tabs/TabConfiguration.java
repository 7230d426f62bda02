package holdfast.app.tabs;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import holdfast.app.eventstore.CommittedEvents;
import java.time.Duration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the process and the read model of tabs to the events. */
@Configuration(proxyBeanMethods = false)
class TabConfiguration {

    private static final int BATCH = 256;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

    @Bean
    ConfigurerModule tabProcessing(CommittedEvents events) {
        return configurer -> {
            EventProcessingConfigurer processing = configurer.eventProcessing();
            follow(processing, TabBatches.PROCESSING_GROUP, events);
            follow(processing, OpenTabProjection.PROCESSING_GROUP, events);
        };
    }

    /** Starts at the first event of the store, on one thread over all nodes. */
    private static void follow(EventProcessingConfigurer processing, String name, CommittedEvents events) {
        processing.registerPooledStreamingEventProcessor(
                name,
                _ -> events,
                (configuration, builder) -> builder.initialSegmentCount(1)
                        .initialToken(source -> source.createTailToken())
                        .batchSize(BATCH));
        processing.registerListenerInvocationErrorHandler(name, _ -> PropagatingErrorHandler.instance());
    }

    /** What failed may have been repaired. */
    @Bean
    RecurringTask<Void> parkedTabsTask(ParkedTabs parked) {
        return Tasks.recurring("parked-tabs", FixedDelay.of(RETRY_INTERVAL))
                .execute((instance, context) -> parked.retry());
    }
}
