package holdfast.app.races;

import holdfast.app.BesideOthers;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The tests over HTTP once more, against services that share a PostgreSQL server, with the requests of each spread over
 * the nodes. {@code mvn verify -Pnodes} runs all of them so.
 */
@Order(2)
@BesideOthers
class ServerModeTest {

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
        TestsOn.target(target, 11, TestsOn.allOr(some));
    }
}
