package holdfast.app.commandbus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the lanes do, for the metrics endpoint. */
final class LaneMetrics {

    private final Timer waiting;
    private final Timer commit;
    private final DistributionSummary groupSize;
    private final Counter splits;

    LaneMetrics(MeterRegistry registry) {
        waiting = Timer.builder("holdfast.commands.waiting")
                .description("Time from the sending of a command to its handling")
                .publishPercentileHistogram()
                .register(registry);
        commit = Timer.builder("holdfast.commands.commit")
                .description("Time to append the events of a group and to commit it")
                .publishPercentileHistogram()
                .register(registry);
        groupSize = DistributionSummary.builder("holdfast.commands.group")
                .description("Commands that share a transaction")
                .register(registry);
        splits = Counter.builder("holdfast.commands.splits")
                .description("Groups that were handled one by one after all")
                .register(registry);
    }

    void took(List<WaitingCommand<?, ?>> group) {
        groupSize.record(group.size());
        group.forEach(command -> waiting.record(command.waitedNanos(), TimeUnit.NANOSECONDS));
    }

    void timeCommit(Runnable work) {
        commit.record(work);
    }

    void split() {
        splits.increment();
    }
}
