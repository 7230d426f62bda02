package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.BesideOthers;
import holdfast.app.races.Death.Boundary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The service dies just before or just after the commit of each step of the processes, on several lanes, where each step
 * is a commit of its own. After the next start on the same data everybody asks again, and all is as if it had not died.
 *
 * <p>The whole table takes minutes and is run by the Maven profile {@code every-crash}; otherwise some of it is.
 */
@Order(1)
@BesideOthers
class BoundaryCrashTest {

    private static final boolean ALL = Boolean.getBoolean("holdfast.every-crash");
    private static final int LANES = 3;

    /** Those of the processes; a commit on the way of each. */
    private static final List<String> STEPS = List.of(
            "OrderPlaced",
            "StockReserved",
            "OrderReserved",
            "ReservationExtended",
            "HoldExtended",
            "AdditionRequested",
            "LinesAdded",
            "AmendmentApplied",
            "LineVoided",
            "StockReleased",
            "OrderPaid",
            "StockSold",
            "PaymentRefunded",
            "StockReturned",
            "OrderCancelled",
            "OrderExpired",
            "StockTransferredOut",
            "StockTransferredIn",
            "SessionAssigned",
            "TabOrderOpened",
            "ItemsDirected",
            "OrderDrafted",
            "ItemsArrived");

    private static final List<Boundary> SOME = List.of(
            new Boundary("StockReserved", true),
            new Boundary("LinesAdded", true),
            new Boundary("StockSold", false),
            new Boundary("OrderExpired", true),
            new Boundary("StockTransferredOut", true));

    @TempDir
    static Path data;

    private static MortalService service;
    private static Map<String, Integer> undisturbed = Map.of();

    @BeforeAll
    static void a_day_without_a_crash() throws IOException {
        service = MortalService.start(data, LANES);
        Journey journey = new Journey();
        journey.prepare(service.shop());
        journey.toItsEnd(service);
        journey.assertStock(service.shop());
        undisturbed = journey.events(service.jdbc());
        assertThat(undisturbed).containsKeys(STEPS.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Boundary> boundaries() {
        if (!ALL) {
            return SOME.stream();
        }
        return IntStream.range(0, 2 * STEPS.size())
                .mapToObj(number -> new Boundary(STEPS.get(number / 2), number % 2 == 1));
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void all_is_as_if_it_had_not_died(Boundary boundary) throws IOException {
        Journey journey = new Journey();
        journey.prepare(service.shop());
        service.dieAt(boundary);
        journey.untilDeath(service);
        assertThat(journey.events(service.witness()).containsKey(boundary.event()))
                .as("whether the last commit was done")
                .isEqualTo(boundary.committed());
        service.close();

        service = MortalService.start(data, LANES);
        journey.toItsEnd(service);

        journey.assertStock(service.shop());
        assertThat(journey.events(service.jdbc())).isEqualTo(undisturbed);
    }
}
