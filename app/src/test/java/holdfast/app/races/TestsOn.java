package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests over HTTP once more, on another target of {@link SharedService} than the one of the whole run. */
final class TestsOn {

    private TestsOn() {}

    /** Some tests over HTTP, all that there are in {@code mvn verify -Pnodes}. */
    static List<Class<?>> allOr(Class<?>... some) {
        return Boolean.getBoolean("holdfast.test.long") ? all() : List.of(some);
    }

    /** Whoever asks a shared service asks it over HTTP, and does not mind which one it is. */
    private static List<Class<?>> all() {
        return ReflectionSupport.findAllClassesInPackage(
                TestsOn.class.getPackageName(),
                test -> Arrays.stream(test.getAnnotationsByType(ExtendWith.class))
                        .anyMatch(extension -> List.of(extension.value()).contains(SharedService.class)),
                name -> name.endsWith("Test"));
    }

    /** Fails with all failures when a test fails, and when fewer than so many pass. */
    static void target(String target, int least, List<Class<?>> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(test -> selectClass(test)).toList())
                .configurationParameter(SharedService.TARGET, target)
                // On this thread: it is already one of those that tests run on.
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();

        LauncherFactory.create().execute(request, listener);

        TestExecutionSummary summary = listener.getSummary();
        System.out.printf(
                "%s: %d tests of %d classes passed, %d failed, %d skipped%n",
                target,
                summary.getTestsSucceededCount(),
                tests.size(),
                summary.getTestsFailedCount(),
                summary.getTestsSkippedCount() + summary.getTestsAbortedCount());
        StringWriter failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures), 40);
        assertThat(summary.getTotalFailureCount()).as(failures.toString()).isZero();
        assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(least);
    }
}
