package holdfast.benchmark.inside;

import java.io.IOException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the service on the data folder of the first argument and prints what very large streams cost: an item with as
 * many open holds as the second argument says, and items and orders with half as many events.
 */
public final class Large {

    private Large() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("arguments: <data folder> <open holds, such as 200000>");
            System.exit(2);
        }
        String dataFolder = arguments[0];
        int holds = Integer.parseInt(arguments[1]);
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            new HotItem(service).measure(holds);
            new LongStreams(service).fill(holds / 2);
        }
        // Another start: nothing is in memory.
        try (ConfigurableApplicationContext service = Service.start(dataFolder)) {
            new LongStreams(service).measure();
        }
    }
}
