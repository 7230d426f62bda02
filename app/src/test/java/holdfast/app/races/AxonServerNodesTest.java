package holdfast.app.races;

import holdfast.app.BesideOthers;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Races, with the requests of each spread over two nodes that keep their events in a stand-in for Axon Server: the short
 * form. {@code mvn verify -Dholdfast.test.target=axonserver-3} lets all tests over HTTP ask such nodes, and with {@code
 * -Dholdfast.axonserver=host:port} those of a real one.
 */
@BesideOthers
class AxonServerNodesTest {

    @Test
    void hold_what_one_node_holds() {
        TestsOn.target("axonserver-2", 5, List.of(RushForTheLastPiecesTest.class, DoublePaymentTest.class));
    }
}
