package holdfast.benchmark.inside;

import java.io.IOException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the service on the data folder of the first argument and prints what an audit of everything takes: of a tenth of so
 * many events as the second argument says, and of all of them. It fails when an audit finds anything amiss.
 *
 * <p>Its memory is bounded when the second takes no more of the heap than the first.
 */
public final class Audited {

    private static final int PARTS = 10;

    private Audited() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("arguments: <data folder> <events, such as 3000000>");
            System.exit(2);
        }
        String dataFolder = arguments[0];
        long events = Long.parseLong(arguments[1]);
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            StoreFill fill = new StoreFill(service);
            fill.makeItems();
            fill.fill(events / PARTS);
        }
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            audit(service, dataFolder);
            new StoreFill(service).fill(events);
        }
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            audit(service, dataFolder);
        }
    }

    private static void audit(ConfigurableApplicationContext service, String dataFolder)
            throws IOException, InterruptedException {
        new RebuildFigures(service).makeAll();
        System.out.println(new AuditFigures(service, dataFolder).measure());
    }
}
