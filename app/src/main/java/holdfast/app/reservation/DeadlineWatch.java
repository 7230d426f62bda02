package holdfast.app.reservation;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import holdfast.app.commandbus.Commands;
import holdfast.app.store.NodeName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Asks orders and carts to expire once they are due: on one node at a time, and at once after a start. */
@Configuration(proxyBeanMethods = false)
class DeadlineWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int BATCH = 1_000;

    private final PaymentDeadlines deadlines;
    private final Holders holders;
    private final Clock clock;

    DeadlineWatch(PaymentDeadlines deadlines, Commands commands, Clock clock) {
        this.deadlines = deadlines;
        this.holders = new Holders(commands);
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> deadlineTask() {
        return Tasks.recurring("payment-deadlines", FixedDelay.of(INTERVAL))
                .execute((instance, context) -> expireDue());
    }

    /** By its host's name alone two nodes of one host could not be told apart. */
    @Bean
    static DbSchedulerCustomizer schedulerOfNode(NodeName node) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<SchedulerName> schedulerName() {
                return Optional.of(new SchedulerName.Fixed(node.toString()));
            }
        };
    }

    /** Does not wait until db-scheduler finds that the task's last run died with its node. */
    @EventListener(ApplicationReadyEvent.class)
    void catchUp() {
        Thread.ofVirtual().name("deadlines-after-start").start(this::expireDue);
    }

    void expireDue() {
        List<String> due = deadlines.dueAt(clock.instant(), BATCH);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(holder -> threads.execute(() -> expire(holder)));
        }
    }

    /** By the holder's own word its deadline may be later than it was; one that is settled is not watched any more. */
    private void expire(String holder) {
        try {
            DeadlineChange next = holders.ask(holder, clock.instant()) instanceof Holders.Fate.Open open
                    ? new DeadlineChange.Set(holder, open.until())
                    : new DeadlineChange.Clear(holder);
            deadlines.apply(List.of(next));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be asked to expire; it is asked again", holder, e);
        }
    }
}
