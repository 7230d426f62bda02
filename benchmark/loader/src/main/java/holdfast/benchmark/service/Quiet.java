package holdfast.benchmark.service;

import java.time.Duration;

/** Waits until a service has done what it left for later, so that the other one is not slowed down by it. */
public final class Quiet {

    private static final double BUSY_CORES = 0.15;
    private static final Duration STEP = Duration.ofMillis(250);

    private Quiet() {}

    /** Answers the processor time that was used meanwhile; gives up after {@code patience}. */
    public static CpuSeconds await(RunningService service, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        CpuSeconds first = service.cpu();
        CpuSeconds last = first;
        while (System.nanoTime() - deadline < 0) {
            Thread.sleep(STEP.toMillis());
            CpuSeconds now = service.cpu();
            boolean quiet = now.minus(last).served() < BUSY_CORES * STEP.toMillis() / 1_000;
            last = now;
            if (quiet) {
                break;
            }
        }
        return last.minus(first);
    }
}
