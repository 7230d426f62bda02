package holdfast.benchmark.report;

import holdfast.benchmark.load.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every single measurement, for whoever wants to compute more. */
final class RawFigures {

    private static final String HEADER =
            "service,workload,clients,repeat,kind,per_second,p50_ms,p95_ms,p99_ms,max_ms,cpu_service_s,cpu_database_s,"
                    + "cpu_loader_s,cpu_later_s,errors,stock_exact\n";

    private RawFigures() {}

    static String csv(List<Result> results) {
        return HEADER + results.stream().map(RawFigures::lines).collect(Collectors.joining());
    }

    private static String lines(Result result) {
        Figures all = Figures.of(List.of(result));
        StringBuilder lines = new StringBuilder(line(result, "ALL", all));
        for (Kind kind : Kind.values()) {
            Figures figures = all.of(kind);
            if (figures.latencies().getTotalCount() > 0) {
                lines.append(line(result, kind.name(), figures));
            }
        }
        return lines.toString();
    }

    private static String line(Result result, String kind, Figures figures) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%s,%.1f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%s,%s%n",
                result.service(),
                result.workload(),
                result.clients(),
                result.repeat(),
                kind,
                figures.perSecond(),
                figures.millis(50),
                figures.millis(95),
                figures.millis(99),
                figures.millis(100),
                result.cpu().service(),
                result.cpu().database(),
                result.cpu().loader(),
                result.afterwards().served(),
                result.errors().toString().replace(", ", ";"),
                result.check().isExact());
    }
}
