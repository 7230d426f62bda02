package holdfast.app.commandbus;

import holdfast.app.metrics.Buckets;
import holdfast.app.metrics.CommandLatencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the lanes do, for the metrics endpoint. */
final class LaneMetrics {

    private static final double[] GROUP_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final MeterRegistry registry;
    private final Map<String, Map<Outcome, Timer>> latencies = new ConcurrentHashMap<>();
    private final Timer waiting;
    private final Timer commit;
    private final DistributionSummary groupSize;
    private final Counter splits;
    private final Counter turnedAway;

    LaneMetrics(MeterRegistry registry) {
        this.registry = registry;
        waiting = Timer.builder("holdfast.commands.waiting")
                .description("Time from the sending of a command to its handling")
                .serviceLevelObjectives(Buckets.ofTime())
                .register(registry);
        commit = Timer.builder("holdfast.commands.commit")
                .description("Time to append the events of a group and to commit it")
                .serviceLevelObjectives(Buckets.ofTime())
                .register(registry);
        groupSize = DistributionSummary.builder("holdfast.commands.group")
                .description("Commands that share a transaction")
                .serviceLevelObjectives(GROUP_SIZES)
                .register(registry);
        splits = Counter.builder("holdfast.commands.splits")
                .description("Groups that were handled one by one after all")
                .register(registry);
        turnedAway = Counter.builder("holdfast.commands.turned.away")
                .description("Commands that were not taken because their lane was full or closed")
                .register(registry);
    }

    /** Shows how many commands wait in a lane, and how many may. */
    void watch(Lane lane) {
        Gauge.builder("holdfast.commands.queue", lane, Lane::waiting)
                .description("Commands that wait in a lane")
                .tag("lane", lane.name())
                .register(registry);
        Gauge.builder("holdfast.commands.queue.capacity", lane, Lane::capacity)
                .description("Commands that may wait in a lane before more are refused")
                .tag("lane", lane.name())
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

    void turnedAway() {
        turnedAway.increment();
    }

    /** Each command of the group has its result. */
    void decided(List<WaitingCommand<?, ?>> group) {
        for (WaitingCommand<?, ?> command : group) {
            latency(command).record(command.waitedNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Timer latency(WaitingCommand<?, ?> command) {
        Map<Outcome, Timer> known = latencies.get(command.name());
        Map<Outcome, Timer> timers = known == null ? latencies.computeIfAbsent(command.name(), this::latencies) : known;
        return Objects.requireNonNull(timers.get(command.outcome()));
    }

    /** All outcomes at once: a series that begins with its first failure shows no rate of it. */
    private Map<Outcome, Timer> latencies(String commandName) {
        String command =
                commandName.substring(Math.max(commandName.lastIndexOf('.'), commandName.lastIndexOf('$')) + 1);
        Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder(CommandLatencies.TIMER)
                            .description("Time from the sending of a command to its durable result")
                            .tag("command", command)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(Buckets.ofTime())
                            .register(registry));
        }
        return timers;
    }
}
