package holdfast.app.readmodel;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs a rebuild on one node; where it was broken off, it goes on with the next start or on another node. */
@Configuration(proxyBeanMethods = false)
class RebuildTask {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("read-model-rebuild");

    private static final Duration AGAIN = Duration.ofSeconds(2);

    @Bean
    CustomTask<Void> readModelRebuild(List<ReadModel> models, Rebuilding rebuilding) {
        return Tasks.custom(TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    String name = instance.getId().substring(0, instance.getId().indexOf('/'));
                    ReadModel model = models.stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                    return rebuilding.run(
                                    model, () -> context.getSchedulerState().isShuttingDown())
                            ? new CompletionHandler.OnCompleteRemove<>()
                            : new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(AGAIN));
                });
    }
}
