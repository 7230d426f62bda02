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
 * Races, with the requests of each spread over two nodes that keep their events in a stand-in for Axon Server: the short
 * form. {@code mvn verify -Pnodes -Dholdfast.test.target=axonserver-3} runs all of them so, and with {@code
 * -Dholdfast.axonserver=host:port} on a real one.
 */
class AxonServerNodesTest {

    @Test
    void hold_what_one_node_holds() {
        LauncherDiscoveryRequest races = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(RushForTheLastPiecesTest.class), selectClass(DoublePaymentTest.class))
                .configurationParameter(SharedService.TARGET, "axonserver-2")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();

        LauncherFactory.create().execute(races, listener);

        TestExecutionSummary summary = listener.getSummary();
        StringWriter failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures), 40);
        assertThat(summary.getTotalFailureCount()).as(failures.toString()).isZero();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(4);
    }
}
