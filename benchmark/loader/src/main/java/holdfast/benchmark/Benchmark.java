package holdfast.benchmark;

import holdfast.benchmark.report.Machine;
import holdfast.benchmark.report.Report;
import holdfast.benchmark.report.Result;
import holdfast.benchmark.report.ServiceFacts;
import holdfast.benchmark.service.RunningService;
import holdfast.benchmark.service.ServiceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the comparison that the command line asks for; started by {@code benchmark/run}. */
public final class Benchmark {

    private static final List<ServiceProgram> PROGRAMS = List.of(
            new ServiceProgram("holdfast", Path.of("app/target/app-0.1.0-SNAPSHOT.jar"), true),
            new ServiceProgram(
                    "baseline", Path.of("benchmark/baseline/target/benchmark-baseline-0.1.0-SNAPSHOT.jar"), false));

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
        Path work = Files.createTempDirectory("holdfast-benchmark-");
        List<RunningService> services = new ArrayList<>();
        try {
            Machine machine = Machine.inspect(work);
            Progress.say("%s", machine);
            for (ServiceProgram program : chosen(options)) {
                services.add(RunningService.start(absolute(program), work.resolve(program.name()), options.jvm));
            }
            List<Result> results = Comparison.prepare(options, services).run();
            List<ServiceFacts> facts = services.stream().map(ServiceFacts::of).toList();
            Path report = new Report(machine, options.summary(), results, facts).write(options.results, options.name);
            Progress.say("Written: %s", report);
            return results.stream().allMatch(result -> result.check().isExact());
        } finally {
            for (RunningService service : services) {
                service.close();
            }
            cleanUp(options, work);
        }
    }

    private static List<ServiceProgram> chosen(Options options) {
        return PROGRAMS.stream()
                .filter(program -> options.services.contains(program.name()))
                .toList();
    }

    private static ServiceProgram absolute(ServiceProgram program) {
        return new ServiceProgram(program.name(), program.jar().toAbsolutePath(), program.hasKeys());
    }

    private static void cleanUp(Options options, Path work) throws IOException {
        if (options.keep) {
            Progress.say("Data folders and logs: %s", work);
            return;
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
