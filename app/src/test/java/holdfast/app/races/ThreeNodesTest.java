package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The races, with the requests of each spread over three nodes on one PostgreSQL server: the short form. {@code mvn
 * verify -Pnodes} runs all of them so.
 */
class ThreeNodesTest {

    @Test
    void hold_what_one_node_holds() {
        LauncherDiscoveryRequest races = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectClass(RushForTheLastPiecesTest.class),
                        selectClass(DoublePaymentTest.class),
                        selectClass(ReplayTest.class),
                        selectClass(ExpiryTest.class),
                        selectClass(ConcurrentAdditionsTest.class),
                        selectClass(SessionRaceTest.class),
                        selectClass(TabRaceTest.class))
                .configurationParameter(SharedService.TARGET, "postgres-3")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();

        LauncherFactory.create().execute(races, listener);

        TestExecutionSummary summary = listener.getSummary();
        StringWriter failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures), 40);
        assertThat(summary.getTotalFailureCount()).as(failures.toString()).isZero();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(15);
    }
}
