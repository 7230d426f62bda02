package holdfast.benchmark.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param latencies of the requests that were answered as hoped, in microseconds
 * @param errors how often each kind of request was answered otherwise, by kind and status
 */
public record Measured<M>(Map<Kind, Histogram> latencies, Map<String, Long> errors, M before, M after) {}
