package holdfast.benchmark.report;

import holdfast.benchmark.load.Kind;
import holdfast.benchmark.load.StockCheck;
import holdfast.benchmark.load.Workload;
import holdfast.benchmark.service.CpuSeconds;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One measurement of one service.
 *
 * @param latencies of the requests answered as hoped within the measured time, in microseconds
 * @param cpu within the measured time
 * @param afterwards processor time used for what the service left for later
 */
public record Result(
        String service,
        Workload workload,
        int clients,
        int repeat,
        double seconds,
        Map<Kind, Histogram> latencies,
        Map<String, Long> errors,
        CpuSeconds cpu,
        CpuSeconds afterwards,
        StockCheck check) {

    double perSecond() {
        return count() / seconds;
    }

    long count() {
        return latencies.values().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    public String line() {
        Figures all = Figures.of(java.util.List.of(this));
        return "%-8s %-6s %3d clients: %7.0f/s, p50 %6.1f ms, p95 %6.1f ms, p99 %6.1f ms, cpu %.1f+%.1f+%.1f s, later %.1f s, errors %s, %s"
                .formatted(
                        service,
                        workload,
                        clients,
                        perSecond(),
                        all.millis(50),
                        all.millis(95),
                        all.millis(99),
                        cpu.service(),
                        cpu.database(),
                        cpu.loader(),
                        afterwards.served(),
                        errors,
                        check.isExact()
                                ? "stock of " + check.items() + " items exact"
                                : "STOCK WRONG " + check.wrong());
    }
}
