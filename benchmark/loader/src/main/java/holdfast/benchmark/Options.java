package holdfast.benchmark;

import holdfast.benchmark.load.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What to run, from the command line; starts from the short or the full form, each of which has its values. */
final class Options {

    static final String HELP = """
            benchmark/run short|full [--option=value ...]

              --name=full              name of the files in benchmark/results
              --services=holdfast,baseline
              --workloads=hot,spread,mixed
              --clients=1,16,64,256    numbers of clients, each measured with each workload
              --items=10000            items of the spread and mixed workloads
              --repeats=2              how often everything is measured
              --first-warm-up=PT60S    once per service, with mixed requests of 64 clients
              --warm-up=PT2S           before each measurement
              --measured=PT5S          each measurement
              --jvm="-Xms1g -Xmx2g"    options of both services; by default also those of the Dockerfile
              --keep                   leave the data folders and logs of the services where they are
            """;

    String name;
    List<String> services = List.of("holdfast", "baseline");
    List<Workload> workloads = List.of(Workload.values());
    List<Integer> clients;
    int items;
    int repeats;
    Duration firstWarmUp;
    Duration warmUp;
    Duration measured;
    List<String> jvm = List.of("-Xms1g", "-Xmx2g", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders");
    boolean keep;
    Path results = Path.of("benchmark/results");

    private Options(boolean full, String name) {
        this.name = name;
        this.clients = full ? List.of(1, 16, 64, 256) : List.of(64);
        this.items = full ? 10_000 : 500;
        this.repeats = full ? 2 : 1;
        // Until most of it is compiled: by then a request takes a third of the processor time.
        this.firstWarmUp = Duration.ofSeconds(full ? 60 : 40);
        this.warmUp = Duration.ofSeconds(full ? 2 : 1);
        this.measured = Duration.ofSeconds(5);
    }

    /** Throws IllegalArgumentException with the help as its message when they cannot be understood. */
    static Options parse(String... arguments) {
        if (arguments.length == 0 || !List.of("short", "full").contains(arguments[0])) {
            throw new IllegalArgumentException(HELP);
        }
        Options options = new Options(arguments[0].equals("full"), arguments[0]);
        Arrays.stream(arguments).skip(1).forEach(options::set);
        return options;
    }

    /** The settings that the figures depend on, in words. */
    String summary() {
        return "%d items; %d s of mixed load at first; each measurement %d x %.1f s after %.1f s of warm-up; both with %s"
                .formatted(
                        items,
                        firstWarmUp.toSeconds(),
                        repeats,
                        measured.toMillis() / 1_000.0,
                        warmUp.toMillis() / 1_000.0,
                        String.join(" ", jvm));
    }

    private void set(String argument) {
        int equals = argument.indexOf('=');
        String key = equals < 0 ? argument : argument.substring(0, equals);
        try {
            setter(key).accept(argument.substring(equals + 1));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not understood: " + argument + "\n\n" + HELP, e);
        }
    }

    private Consumer<String> setter(String key) {
        return switch (key) {
            case "--name" -> value -> name = value;
            case "--services" -> value -> services = list(value);
            case "--workloads" -> value -> workloads = workloads(value);
            case "--clients" -> value -> clients = numbers(value);
            case "--items" -> value -> items = Integer.parseInt(value);
            case "--repeats" -> value -> repeats = Integer.parseInt(value);
            case "--first-warm-up" -> value -> firstWarmUp = Duration.parse(value);
            case "--warm-up" -> value -> warmUp = Duration.parse(value);
            case "--measured" -> value -> measured = Duration.parse(value);
            case "--jvm" -> value -> jvm = List.of(value.strip().split("\\s+"));
            case "--keep" -> _ -> keep = true;
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static List<String> list(String value) {
        return List.of(value.split(","));
    }

    private static List<Integer> numbers(String value) {
        List<Integer> numbers = new ArrayList<>();
        list(value).forEach(number -> numbers.add(Integer.valueOf(number)));
        return numbers;
    }

    private static List<Workload> workloads(String value) {
        return list(value).stream()
                .map(workload -> Workload.valueOf(workload.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
