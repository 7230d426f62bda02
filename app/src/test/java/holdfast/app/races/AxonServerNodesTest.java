package holdfast.app.races;

import holdfast.app.BesideOthers;
import org.junit.jupiter.api.Test;

/**
 * Races, with the requests of each spread over two nodes that keep their events in a stand-in for Axon Server, which
 * routes their commands; {@code mvn verify -Pnodes} runs all tests over HTTP so. {@code mvn verify
 * -Dholdfast.test.target=axonserver-3 -Dholdfast.axonserver=host:port} runs them on a real one.
 */
@BesideOthers
class AxonServerNodesTest {

    @Test
    void hold_what_one_node_holds() {
        TestsOn.target("axonserver-2", 5, TestsOn.allOr(RushForTheLastPiecesTest.class, DoublePaymentTest.class));
    }
}
