package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The tests over HTTP once more, against services that share a PostgreSQL server, with the requests of each spread over
 * the nodes. {@code mvn verify -Pnodes} runs all of them so.
 */
class ServerModeTest {

    private static final boolean LONG = Boolean.getBoolean("holdfast.test.long");

    @Test
    void one_node_keeps_the_contract_that_the_embedded_one_keeps() {
        run("postgres-1", ContractTest.class, ReplayTest.class);
    }

    @Test
    void three_nodes_hold_what_one_node_holds() {
        run(
                "postgres-3",
                RushForTheLastPiecesTest.class,
                DoublePaymentTest.class,
                ReplayTest.class,
                ExpiryTest.class,
                ConcurrentAdditionsTest.class,
                SessionRaceTest.class,
                TabRaceTest.class);
    }

    private static void run(String target, Class<?>... some) {
        List<Class<?>> tests = LONG ? all() : List.of(some);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(test -> selectClass(test)).toList())
                .configurationParameter(SharedService.TARGET, target)
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
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(10);
    }

    /** Whoever asks a shared service asks it over HTTP, and does not mind which one it is. */
    private static List<Class<?>> all() {
        return ReflectionSupport.findAllClassesInPackage(
                ServerModeTest.class.getPackageName(),
                test -> Arrays.stream(test.getAnnotationsByType(ExtendWith.class))
                        .anyMatch(extension -> List.of(extension.value()).contains(SharedService.class)),
                name -> name.endsWith("Test"));
    }
}
