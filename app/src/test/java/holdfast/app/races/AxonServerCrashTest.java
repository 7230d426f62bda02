package holdfast.app.races;

import holdfast.app.axonserver.StandInServer;
import holdfast.app.races.Customers.Sent;
import holdfast.app.races.ShopRequest.Line;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that keeps its events in a stand-in for Axon Server is killed while customers order and pay: whatever it had
 * stored there and not in its tables, or had not told anybody yet. Part of {@code mvn verify -Pnodes}.
 */
@EnabledIfSystemProperty(
        named = "holdfast.test.long",
        matches = "true",
        disabledReason = "Kills and restarts a process: in the profile nodes")
class AxonServerCrashTest {

    @TempDir
    static Path folder;

    private static StandInServer server;
    private static Crashes crashes;
    private static String sku = "";

    @BeforeAll
    static void crash() throws Exception {
        server = StandInServer.start();
        crashes = new Crashes(folder, server.settings().toArray(String[]::new));
        sku = crashes.shop().stock("crash", "5000");
        Collection<Sent> sent = crashes.killWhileTheyShop(List.of(sku), 60, 17);
        crashes.restart(ShopRequest.place(Shop.unique("crash"), new Line(sku, "1", "2.50"))
                .withKey(Shop.unique("key")));
        crashes.repeat(sent);
    }

    @AfterAll
    static void stop() {
        crashes.close();
        server.close();
    }

    @Test
    void every_answer_is_given_again() {
        crashes.assertRepeatsAreTheSame(60);
    }

    @Test
    void every_request_that_was_not_answered_is_resolved_when_it_is_repeated() {
        crashes.assertUnansweredAreResolved();
    }

    @Test
    void every_piece_is_accounted_for() {
        crashes.shop().awaitConserved(sku);
    }
}
