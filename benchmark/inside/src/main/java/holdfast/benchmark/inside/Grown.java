package holdfast.benchmark.inside;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Starts the service on the data folder of the first argument, measures how many orders a second it takes, fills its store
 * with as many events as the second argument says and its read models with what they tell, and measures again after another
 * start.
 */
public final class Grown {

    private static final int IN_FLIGHT = 64;

    private Grown() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("arguments: <data folder> <events, such as 10000000> <measured time, such as PT10S>");
            System.exit(2);
        }
        String dataFolder = arguments[0];
        long events = Long.parseLong(arguments[1]);
        Duration measured = Duration.parse(arguments[2]);
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            measure(service, "empty", measured);
            StoreFill fill = new StoreFill(service);
            fill.makeItems();
            fill.fill(events);
        }
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            new RebuildFigures(service).makeAll();
        }
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            measure(service, "grown", measured);
        }
    }

    private static void measure(ConfigurableApplicationContext service, String name, Duration measured)
            throws InterruptedException {
        OrdersAlone orders = new OrdersAlone(service.getBean(CommandBus.class), name);
        orders.makeItems();
        orders.run(IN_FLIGHT, measured);
        System.out.println(storeOf(service) + ": " + orders.run(IN_FLIGHT, measured));
    }

    private static String storeOf(ConfigurableApplicationContext service) {
        JdbcClient jdbc = service.getBean(JdbcClient.class);
        long events = jdbc.sql("select max(position) from domain_event")
                .query(Long.class)
                .single();
        String size = jdbc.sql("select pg_size_pretty(pg_total_relation_size('domain_event'))")
                .query(String.class)
                .single();
        return String.format(Locale.ROOT, "store of %,d events, %s", events, size);
    }
}
