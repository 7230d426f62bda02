package holdfast.benchmark;

import holdfast.benchmark.load.Item;
import holdfast.benchmark.load.Load;
import holdfast.benchmark.load.Measured;
import holdfast.benchmark.load.Stock;
import holdfast.benchmark.load.Workload;
import holdfast.benchmark.report.Result;
import holdfast.benchmark.service.CpuSeconds;
import holdfast.benchmark.service.Quiet;
import holdfast.benchmark.service.RunningService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drives the services in turn, measurement by measurement, so that both share whatever drifts on the machine. */
final class Comparison {

    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final int WARM_UP_CLIENTS = 64;
    private static final double NANOS = 1e9;

    private final Options options;
    private final List<Subject> subjects;
    private final List<Result> results = new ArrayList<>();

    private record Subject(RunningService service, Stock stock, List<Item> items) {}

    private record Cell(Workload workload, int clients, int repeat) {

        String name() {
            return workload.name().toLowerCase(java.util.Locale.ROOT) + "-" + clients + "-" + repeat;
        }
    }

    private Comparison(Options options, List<Subject> subjects) {
        this.options = options;
        this.subjects = subjects;
    }

    /** Makes the items and warms the services up. */
    static Comparison prepare(Options options, List<RunningService> services) throws InterruptedException {
        List<Subject> subjects = new ArrayList<>();
        for (RunningService service : services) {
            Stock stock = new Stock(service.endpoint());
            long start = System.nanoTime();
            List<Item> items = stock.make("item", options.items);
            Progress.say(
                    "%s: made %d items in %.1f s", service.name(), items.size(), (System.nanoTime() - start) / NANOS);
            Subject subject = new Subject(service, stock, items);
            subjects.add(subject);
            warmUp(subject, options.firstWarmUp);
        }
        return new Comparison(options, subjects);
    }

    List<Result> run() throws InterruptedException {
        for (int repeat = 1; repeat <= options.repeats; repeat++) {
            for (Workload workload : options.workloads) {
                for (int clients : options.clients) {
                    measureAll(new Cell(workload, clients, repeat));
                }
            }
        }
        return results;
    }

    private static void warmUp(Subject subject, Duration duration) throws InterruptedException {
        Load load = new Load("warm-up", Workload.MIXED, WARM_UP_CLIENTS, duration, Duration.ZERO);
        Measured<CpuSeconds> measured = load.run(subject.service().endpoint(), subject.items(), subject.service()::cpu);
        Quiet.await(subject.service(), SETTLING);
        if (!measured.errors().isEmpty()) {
            Progress.say("%s: errors in the warm-up: %s", subject.service().name(), measured.errors());
        }
    }

    /** Each service is the first as often as it is the second. */
    private void measureAll(Cell cell) throws InterruptedException {
        List<Subject> order = (results.size() / subjects.size()) % 2 == 0 ? subjects : subjects.reversed();
        for (Subject subject : order) {
            Result result = measure(subject, cell);
            results.add(result);
            Progress.say("%s", result.line());
        }
    }

    private Result measure(Subject subject, Cell cell) throws InterruptedException {
        // An item of its own for each hot run: it begins with as many holds as all others, none.
        List<Item> items = cell.workload() == Workload.HOT ? subject.stock().make(cell.name(), 1) : subject.items();
        Load load = new Load(cell.name(), cell.workload(), cell.clients(), options.warmUp, options.measured);
        Measured<CpuSeconds> measured = load.run(subject.service().endpoint(), items, subject.service()::cpu);
        CpuSeconds afterwards = Quiet.await(subject.service(), SETTLING);
        return new Result(
                subject.service().name(),
                cell.workload(),
                cell.clients(),
                cell.repeat(),
                options.measured.toNanos() / NANOS,
                measured.latencies(),
                measured.errors(),
                measured.after().minus(measured.before()),
                afterwards,
                subject.stock().check());
    }
}
