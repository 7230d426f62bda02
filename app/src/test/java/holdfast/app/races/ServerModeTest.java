package holdfast.app.races;

import holdfast.app.BesideOthers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The tests over HTTP once more, against services that share a PostgreSQL server, with the requests of each spread over
 * the nodes. {@code mvn verify -Pnodes} runs all of them so.
 */
@Order(2)
@BesideOthers
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
        TestsOn.target(target, 11, tests);
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
