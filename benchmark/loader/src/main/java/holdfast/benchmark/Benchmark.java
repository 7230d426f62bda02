package holdfast.benchmark;

import holdfast.benchmark.report.Machine;
import holdfast.benchmark.report.Report;
import holdfast.benchmark.report.Result;
import holdfast.benchmark.report.ServiceFacts;
import holdfast.benchmark.service.ServiceProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs the comparison that the command line asks for; started by {@code benchmark/run}. */
public final class Benchmark {

    private static final List<ServiceProgram> PROGRAMS = List.of(
            new ServiceProgram("holdfast", jar("app/target/app-0.1.0-SNAPSHOT.jar"), true),
            new ServiceProgram(
                    "baseline", jar("benchmark/baseline/target/benchmark-baseline-0.1.0-SNAPSHOT.jar"), false));

    private Benchmark() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Options options = Options.parse(arguments);
            boolean good = run(options);
            System.exit(good ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Answers whether all stock was exact. */
    private static boolean run(Options options) throws IOException, InterruptedException {
        try (Workshop workshop = Workshop.open(options.keep)) {
            Machine machine = Machine.inspect(workshop.folder());
            Progress.say("%s", machine);
            for (ServiceProgram program : chosen(options)) {
                workshop.start(program, options.jvm);
            }
            List<Result> results =
                    Comparison.prepare(options, workshop.services()).run();
            List<ServiceFacts> facts =
                    workshop.services().stream().map(ServiceFacts::of).toList();
            Path report = new Report(machine, options.summary(), results, facts).write(options.results, options.name);
            Progress.say("Written: %s", report);
            return results.stream().allMatch(result -> result.check().isExact());
        }
    }

    private static Path jar(String path) {
        return Path.of(path).toAbsolutePath();
    }

    private static List<ServiceProgram> chosen(Options options) {
        return PROGRAMS.stream()
                .filter(program -> options.services.contains(program.name()))
                .toList();
    }
}
