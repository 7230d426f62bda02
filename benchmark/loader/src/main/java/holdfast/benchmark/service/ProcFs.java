package holdfast.benchmark.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads what Linux says of processes; a process that has ended counts nothing. */
final class ProcFs {

    /** The kernel prints times in this unit on every architecture. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int USER_TIME_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_TIME_OF_ENDED_CHILDREN = 14;
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final double KIB_PER_MIB = 1024;

    private ProcFs() {}

    static double cpuSeconds(long pid) {
        return ticks(pid, USER_TIME, SYSTEM_TIME) / TICKS_PER_SECOND;
    }

    /** With all its children, the ended ones too. */
    static double cpuSecondsOfTree(long pid) {
        double own = ticks(pid, USER_TIME, SYSTEM_TIME, USER_TIME_OF_ENDED_CHILDREN, SYSTEM_TIME_OF_ENDED_CHILDREN)
                / TICKS_PER_SECOND;
        return own + children(pid).mapToDouble(ProcFs::cpuSecondsOfTree).sum();
    }

    /** Memory in MiB, where pages shared by several processes count once in all. */
    static double memoryOfTree(long pid) {
        return memory(pid) + children(pid).mapToDouble(ProcFs::memoryOfTree).sum();
    }

    static double memory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(BLANK.split(line, -1)[1]) / KIB_PER_MIB)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static LongStream children(long pid) {
        return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).mapToLong(ProcessHandle::pid);
    }

    private static double ticks(long pid, int... fields) {
        List<String> values = stat(pid);
        double sum = 0;
        for (int field : fields) {
            sum += values.isEmpty() ? 0 : Double.parseDouble(values.get(field));
        }
        return sum;
    }

    /** The fields behind the program's name, which may contain anything. */
    private static List<String> stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return List.of(BLANK.split(stat.substring(stat.lastIndexOf(')') + 2).strip()));
        } catch (IOException e) {
            return List.of();
        }
    }
}
