package holdfast.benchmark.report;

import com.google.errorprone.annotations.FormatMethod;
import holdfast.benchmark.load.Kind;
import holdfast.benchmark.load.Workload;
import holdfast.benchmark.service.CpuSeconds;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** The tables that people read. */
final class Markdown {

    private static final String HOLDFAST = "holdfast";
    private static final String BASELINE = "baseline";

    private final Report report;
    private final String name;
    private final Grid grid;
    private final StringBuilder text = new StringBuilder();

    Markdown(Report report, String name) {
        this.report = report;
        this.name = name;
        this.grid = new Grid(report.results());
    }

    String text() {
        line("# Holdfast beside a row-lock service (%s)", name);
        introduction();
        line("![Requests per second](%s.svg)", name);
        line("");
        comparison();
        mixedByKind();
        cost();
        services();
        errors();
        return text.toString();
    }

    private void introduction() {
        Machine machine = report.machine();
        line("");
        line("Measured on %s with `benchmark/run`: both services in one run and in turn, each with its own", today());
        line("PostgreSQL (fsync, synchronous_commit and full_page_writes on), the loader on the same machine.");
        line(
                "An order counts when it is answered `RESERVED`. The baseline has no keys to check, no idempotency records");
        line("and no history; what it does is described in `benchmark/README.md`.");
        line("");
        line("| | |");
        line("|---|---|");
        line("| processor | %d cores, %s |", machine.cores(), machine.processor());
        line("| memory | %s |", machine.memory());
        line("| system | %s, JDK %s |", machine.kernel(), machine.jdk());
        line("| one fsync of 8 KiB | median %d µs, p99 %d µs |", machine.fsyncMedian(), machine.fsyncP99());
        line("| settings | %s |", report.settings());
        for (Workload workload : grid.workloads()) {
            line("| %s | %s |", workload, workload.description());
        }
        line("");
    }

    private void comparison() {
        line(
                "| workload | clients | Holdfast/s | baseline/s | ratio | Holdfast p50, p95, p99 ms | baseline ms | p99 ratio | stock exact |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|---|");
        forEachCell((workload, clients) -> {
            Optional<Figures> ours = grid.find(HOLDFAST, workload, clients);
            Optional<Figures> theirs = grid.find(BASELINE, workload, clients);
            return "| %s | %d | %s | %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            workload,
                            clients,
                            ours.map(Markdown::throughput).orElse(""),
                            theirs.map(Markdown::throughput).orElse(""),
                            ratio(ours.map(Figures::perSecond), theirs.map(Figures::perSecond)),
                            ours.map(Markdown::latencies).orElse(""),
                            theirs.map(Markdown::latencies).orElse(""),
                            ratio(ours.map(f -> f.millis(99)), theirs.map(f -> f.millis(99))),
                            exact(ours) + "/" + exact(theirs));
        });
        line("");
        line(
                "In brackets the slowest and the fastest repeat. A closed loop: a client sends its next request when the last");
        line("one is answered, so a service that is slower is asked less.");
        line("");
    }

    private void mixedByKind() {
        if (!grid.workloads().contains(Workload.MIXED)) {
            return;
        }
        line("## MIXED by kind of request");
        line("");
        line("| kind | clients | Holdfast/s | baseline/s | Holdfast p50, p95, p99 ms | baseline ms |");
        line("|---|--:|--:|--:|--:|--:|");
        for (Kind kind : Kind.values()) {
            for (int clients : grid.clients()) {
                Optional<Figures> ours =
                        grid.find(HOLDFAST, Workload.MIXED, clients).map(f -> f.of(kind));
                Optional<Figures> theirs =
                        grid.find(BASELINE, Workload.MIXED, clients).map(f -> f.of(kind));
                line(
                        "| %s | %d | %s | %s | %s | %s |",
                        kind,
                        clients,
                        ours.map(f -> number(f.perSecond())).orElse(""),
                        theirs.map(f -> number(f.perSecond())).orElse(""),
                        ours.map(Markdown::latencies).orElse(""),
                        theirs.map(Markdown::latencies).orElse(""));
            }
        }
        line("");
    }

    private void cost() {
        line("## Processor time per request, in ms");
        line("");
        line("| workload | clients | service | its JVM | its PostgreSQL | after the answers | loader |");
        line("|---|--:|---|--:|--:|--:|--:|");
        for (String service : grid.services()) {
            forEachCell((workload, clients) -> grid.find(service, workload, clients)
                    .map(figures -> "| %s | %d | %s | %s |".formatted(workload, clients, service, cost(figures)))
                    .orElse(""));
        }
        line("");
    }

    private static String cost(Figures figures) {
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f | %.2f | %.2f",
                figures.cpuPerRequest(CpuSeconds::service),
                figures.cpuPerRequest(CpuSeconds::database),
                figures.laterPerRequest(),
                figures.cpuPerRequest(CpuSeconds::loader));
    }

    private void services() {
        line("## Start-up and memory");
        line("");
        line("| service | first start to first answer, s | JVM, MiB | PostgreSQL, MiB | its version |");
        line("|---|--:|--:|--:|---|");
        for (ServiceFacts facts : report.services()) {
            line(
                    "| %s | %.1f | %.0f | %.0f | %s |",
                    facts.service(),
                    facts.startUpSeconds(),
                    facts.serviceMemory(),
                    facts.databaseMemory(),
                    facts.database());
        }
        line("");
    }

    private void errors() {
        line("## Errors");
        line("");
        List<Result> failed = report.results().stream()
                .filter(result -> !result.errors().isEmpty() || !result.check().isExact())
                .toList();
        if (failed.isEmpty()) {
            line("None, and the stock of every item was exact after each measurement.");
        }
        for (Result result : failed) {
            line(
                    "- %s, %s, %d clients, repeat %d: %s %s",
                    result.service(),
                    result.workload(),
                    result.clients(),
                    result.repeat(),
                    result.errors(),
                    result.check().isExact() ? "(stock exact)" : "**stock wrong** " + examples(result));
        }
    }

    private static String examples(Result result) {
        List<String> wrong = result.check().wrong();
        return "%d of %d items, such as %s"
                .formatted(wrong.size(), result.check().items(), wrong.getFirst());
    }

    private void forEachCell(BiFunction<Workload, Integer, String> row) {
        for (Workload workload : grid.workloads()) {
            for (int clients : grid.clients()) {
                String line = row.apply(workload, clients);
                if (!line.isEmpty()) {
                    line("%s", line);
                }
            }
        }
    }

    private static String throughput(Figures figures) {
        String mean = number(figures.perSecond());
        return figures.repeats().size() == 1
                ? mean
                : "%s (%s-%s)".formatted(mean, number(figures.slowest()), number(figures.fastest()));
    }

    private static String latencies(Figures figures) {
        return String.format(
                Locale.ROOT, "%.1f, %.1f, %.1f", figures.millis(50), figures.millis(95), figures.millis(99));
    }

    private static String ratio(Optional<Double> ours, Optional<Double> theirs) {
        return ours.isEmpty() || theirs.isEmpty() || theirs.get() == 0
                ? ""
                : String.format(Locale.ROOT, "%.2f", ours.get() / theirs.get());
    }

    private static String exact(Optional<Figures> figures) {
        return figures.map(found -> found.isExact() ? "yes" : "**no**").orElse("-");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    @FormatMethod
    private void line(String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }
}
