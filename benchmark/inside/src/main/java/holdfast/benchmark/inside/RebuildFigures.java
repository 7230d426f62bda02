package holdfast.benchmark.inside;

import holdfast.app.readmodel.Rebuild;
import holdfast.app.readmodel.Rebuild.Phase;
import holdfast.app.readmodel.Rebuilds;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rebuilds a read model beside the live one, as a person would who asks for it, and tells how long each phase took. */
final class RebuildFigures {

    private static final List<String> STOCK = List.of("StockItem", "StockDefinition");
    private static final List<String> ORDERS = List.of("Order");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long PAUSE_MILLIS = 5;
    private static final double NANOS = 1e9;

    private final Rebuilds rebuilds;
    private final JdbcClient jdbc;

    RebuildFigures(ConfigurableApplicationContext service) {
        this.rebuilds = service.getBean(Rebuilds.class);
        this.jdbc = service.getBean(JdbcClient.class);
    }

    /** Prints what it takes to make the large ones, which need not be right before. */
    void makeAll() throws InterruptedException {
        System.out.println(make("stock", STOCK));
        System.out.println(make("orders", ORDERS));
    }

    /** Prints what it takes to make the large ones again as they are. */
    void measureAll() throws InterruptedException {
        System.out.println(measure("stock", STOCK));
        System.out.println(measure("orders", ORDERS));
    }

    /**
     * Rebuilds the read model with this processor name, whose tables must be right already, and answers a sentence on it.
     *
     * @param aggregateTypes of the events that it is made of, which are those that are counted
     */
    private String measure(String name, List<String> aggregateTypes) throws InterruptedException {
        String figures = make(name, aggregateTypes);
        Rebuild rebuild = current(name);
        if (!List.of().equals(rebuild.differences())) {
            throw new IllegalStateException("The rebuild made something else: " + rebuild);
        }
        return figures;
    }

    /** The same for one whose tables need not be right. */
    private String make(String name, List<String> aggregateTypes) throws InterruptedException {
        long count = jdbc.sql("select count(*) from domain_event where aggregate_type = any(?)")
                .param(aggregateTypes.toArray(String[]::new))
                .query(Long.class)
                .single();
        Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
        rebuilds.begin(name);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long last = System.nanoTime();
        Rebuild rebuild = current(name);
        while (!rebuild.phase().isOver()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " is not rebuilt: " + rebuild);
            }
            Thread.sleep(PAUSE_MILLIS);
            Phase phase = rebuild.phase();
            rebuild = current(name);
            long now = System.nanoTime();
            seconds.merge(phase, (now - last) / NANOS, Double::sum);
            last = now;
        }
        if (rebuild.phase() == Phase.FAILED) {
            throw new IllegalStateException("The rebuild went wrong: " + rebuild);
        }
        return sentence(name, count, seconds);
    }

    private Rebuild current(String name) {
        return rebuilds.lastOf(name).orElseThrow();
    }

    private static String sentence(String name, long count, Map<Phase, Double> seconds) {
        double filling = seconds.getOrDefault(Phase.FILLING, 0.0);
        StringBuilder phases = new StringBuilder();
        seconds.forEach((phase, time) -> phases.append(
                String.format(Locale.ROOT, " %s %.1f s", phase.name().toLowerCase(Locale.ROOT), time)));
        double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum()
                - seconds.getOrDefault(Phase.REQUESTED, 0.0);
        return String.format(
                Locale.ROOT,
                "rebuild of %s: %,d events, %,.0f events/s while filling, %,.0f events/s until swapped (%s )",
                name,
                count,
                count / filling,
                count / all,
                phases);
    }
}
