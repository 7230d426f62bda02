package holdfast.benchmark.report;

import holdfast.benchmark.load.Kind;
import holdfast.benchmark.service.CpuSeconds;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The repeats of one measurement as one: their mean throughput, and the latencies of all of them together. */
record Figures(List<Result> repeats, Histogram latencies) {

    static Figures of(List<Result> repeats) {
        return new Figures(
                repeats,
                sum(repeats.stream()
                        .flatMap(result -> result.latencies().values().stream())
                        .toList()));
    }

    /** Of one kind of request alone. */
    Figures of(Kind kind) {
        return new Figures(
                repeats,
                sum(repeats.stream()
                        .flatMap(result -> result.latencies().entrySet().stream())
                        .filter(entry -> entry.getKey() == kind)
                        .map(java.util.Map.Entry::getValue)
                        .toList()));
    }

    double perSecond() {
        return latencies.getTotalCount() / seconds();
    }

    /** The slowest and the fastest repeat of all requests. */
    double slowest() {
        return repeats.stream().mapToDouble(Result::perSecond).min().orElse(0);
    }

    double fastest() {
        return repeats.stream().mapToDouble(Result::perSecond).max().orElse(0);
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1_000.0;
    }

    long errors() {
        return repeats.stream()
                .flatMap(result -> result.errors().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    boolean isExact() {
        return repeats.stream().allMatch(result -> result.check().isExact());
    }

    /** Processor milliseconds per request. */
    double cpuPerRequest(ToDoubleFunction<CpuSeconds> part) {
        return perRequest(repeats.stream().map(Result::cpu).toList(), part);
    }

    /** Processor milliseconds per request that were used after the answers. */
    double laterPerRequest() {
        return perRequest(repeats.stream().map(Result::afterwards).toList(), CpuSeconds::served);
    }

    private double perRequest(Collection<CpuSeconds> used, ToDoubleFunction<CpuSeconds> part) {
        double millis = used.stream().mapToDouble(part).sum() * 1_000;
        return latencies.getTotalCount() == 0 ? 0 : millis / latencies.getTotalCount();
    }

    private double seconds() {
        return repeats.stream().mapToDouble(Result::seconds).sum();
    }

    private static Histogram sum(Collection<Histogram> parts) {
        Histogram sum = new Histogram(3);
        parts.forEach(sum::add);
        return sum;
    }
}
