package holdfast.benchmark.inside;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the service on the data folder of the first argument and prints commands per second of its bus while all that
 * reads its events is at work on the same machine, events per second of its read models as they are rebuilt, beside the
 * live ones, from what the commands have left, and commands per second of the bus alone.
 */
public final class Inside {

    private static final List<Integer> IN_FLIGHT = List.of(64, 512);
    private static final int ORDERS = 20_000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private Inside() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("arguments: <data folder> <measured time, such as PT5S> <items, such as 10000>");
            System.exit(2);
        }
        String dataFolder = arguments[0];
        Duration measured = Duration.parse(arguments[1]);
        int items = Integer.parseInt(arguments[2]);
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            BusAlone bus = new BusAlone(service.getBean(CommandBus.class));
            measureBus(bus, "followed", items, measured);
            new OrdersInBulk(service.getBean(CommandBus.class)).place(ORDERS);
            RebuildFigures rebuild = new RebuildFigures(service);
            for (int round = 0; round < 2; round++) {
                rebuild.measureAll();
            }
            // Last: whoever stood still would have to catch up while others are measured.
            service.getBean(EventProcessingConfiguration.class)
                    .eventProcessors()
                    .values()
                    .forEach(EventProcessor::shutDown);
            measureBus(bus, "alone", items, measured);
        }
    }

    private static void measureBus(BusAlone bus, String how, int items, Duration measured) throws InterruptedException {
        List<String> spread = bus.makeItems(how + "-spread", items);
        for (int inFlight : IN_FLIGHT) {
            bus.run(bus.makeItems(how + "-warm-up-" + inFlight, 1), inFlight, WARM_UP);
            System.out.println("bus " + how + ", one item, " + inFlight + " in flight: "
                    + bus.run(bus.makeItems(how + "-hot-" + inFlight, 1), inFlight, measured));
            bus.run(spread, inFlight, WARM_UP); // all of them are in memory again, which the one item has pushed out
            System.out.println("bus " + how + ", " + items + " items, " + inFlight + " in flight: "
                    + bus.run(spread, inFlight, measured));
        }
    }
}
