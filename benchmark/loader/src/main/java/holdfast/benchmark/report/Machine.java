package holdfast.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What the figures were measured on; the two times of one fsync are in microseconds. */
public record Machine(
        int cores, String processor, String memory, String kernel, String jdk, long fsyncMedian, long fsyncP99) {

    private static final double KIB_PER_GIB = 1024 * 1024;

    /** Takes two seconds, for the disk that holds the folder. */
    public static Machine inspect(Path folder) throws IOException {
        Histogram fsync = FsyncProbe.measure(folder);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name", System.getProperty("os.arch", "")),
                memoryInGib(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
                fsync.getValueAtPercentile(50),
                fsync.getValueAtPercentile(99));
    }

    private static String memoryInGib() throws IOException {
        String kib = value("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "");
        return "%.0f GiB".formatted(Double.parseDouble(kib) / KIB_PER_GIB);
    }

    private static String value(String file, String name, String otherwise) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
