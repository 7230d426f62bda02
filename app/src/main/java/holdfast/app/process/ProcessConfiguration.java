package holdfast.app.process;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tries parked events again from time to time, on one node: what failed may have been repaired. */
@Configuration(proxyBeanMethods = false)
class ProcessConfiguration {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    @Bean
    RecurringTask<Void> parkedEventsTask(EventProcesses processes) {
        return Tasks.recurring("parked-events", FixedDelay.of(INTERVAL))
                .execute((instance, context) -> processes.retryAll());
    }
}
