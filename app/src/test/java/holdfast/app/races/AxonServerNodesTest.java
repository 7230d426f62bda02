package holdfast.app.races;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * All tests over HTTP, with the requests of each spread over two nodes that keep their events in a stand-in for Axon
 * Server, which routes their commands; {@code AxonServerRoutingTest} has a short form. {@code mvn verify
 * -Dholdfast.test.target=axonserver-3 -Dholdfast.axonserver=host:port} runs them on a real one.
 */
@EnabledIfSystemProperty(
        named = "holdfast.test.long",
        matches = "true",
        disabledReason = "Takes twelve minutes: in the profile nodes")
class AxonServerNodesTest {

    @Test
    void two_nodes_hold_what_one_node_holds() {
        TestsOn.target("axonserver-2", 50, TestsOn.allOr());
    }
}
