package holdfast.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.stock.StockRows.Hold;
import holdfast.app.stock.StockRows.HoldKey;
import holdfast.app.stock.StockRows.Level;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockCounted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StockFoldTest {

    private static final StockItemId BEANS = new StockItemId("beans", "main");
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant DEADLINE = Instant.parse("2026-05-01T10:15:00Z");
    private static final Instant LATER = Instant.parse("2026-05-01T10:30:00Z");
    private static final HoldKey ANNAS = new HoldKey(BEANS, "anna");
    private static final HoldKey BENS = new HoldKey(BEANS, "ben");

    private static StockRows.Changes fold(
            Map<StockItemId, Level> levels, Map<HoldKey, Hold> holds, StockEvent... events) {
        StockFold fold = new StockFold(levels, holds);
        for (int i = 0; i < events.length; i++) {
            fold.add(i + 1, events[i]);
        }
        return fold.changes();
    }

    private static Level level(String onHand, String reserved, long version) {
        return moved(onHand, reserved, "0", "0", version);
    }

    private static Level moved(String onHand, String reserved, String sent, String arrived, long version) {
        return new Level(
                new BigDecimal(onHand),
                new BigDecimal(reserved),
                new BigDecimal(sent),
                new BigDecimal(arrived),
                null,
                version);
    }

    private static Hold hold(String quantity, Instant expiresAt) {
        return new Hold(new BigDecimal(quantity), expiresAt);
    }

    private static Movement movement(
            long position,
            String kind,
            String quantity,
            String balance,
            @Nullable String orderId,
            @Nullable String reference) {
        return new Movement(
                position,
                "beans",
                "main",
                kind,
                new BigDecimal(quantity),
                new BigDecimal(balance),
                orderId,
                reference,
                NOW);
    }

    private static StockEvent received(String quantity) {
        return new StockReceived("beans", "main", new BigDecimal(quantity), "PO-7", NOW);
    }

    private static StockEvent adjusted(String change) {
        return new StockAdjusted("beans", "main", new BigDecimal(change), "DAMAGED", NOW);
    }

    private static StockEvent issued(String quantity) {
        return new StockIssued("beans", "main", new BigDecimal(quantity), "till-3", NOW);
    }

    private static StockEvent counted(String counted, String variance) {
        return new StockCounted("beans", "main", new BigDecimal(counted), new BigDecimal(variance), NOW);
    }

    private static StockEvent left(String quantity) {
        return new StockTransferredOut("beans", "main", "t-1", "shop-2", new BigDecimal(quantity), 0, NOW);
    }

    private static StockEvent came(String quantity) {
        return new StockTransferredIn("beans", "main", "t-2", "shop-2", new BigDecimal(quantity), 4, NOW);
    }

    private static StockEvent reserved(String holder, String ref, String quantity, Instant expiresAt) {
        return new StockReserved("beans", "main", holder, ref, new BigDecimal(quantity), expiresAt, NOW);
    }

    private static StockEvent released(String holder, @Nullable String ref, String quantity) {
        return new StockReleased("beans", "main", holder, ref, new BigDecimal(quantity), NOW);
    }

    private static StockEvent sold(String holder, String quantity) {
        return new StockSold("beans", "main", holder, new BigDecimal(quantity), NOW);
    }

    @Nested
    class Where_nothing_ever_was {

        @Test
        void a_receipt_opens_the_location() {
            assertThat(fold(Map.of(), Map.of(), received("11.52")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("11.52", "0", 1)),
                            List.of(movement(1, "RECEIVED", "11.52", "11.52", null, "PO-7")),
                            Map.of(),
                            List.of()));
        }

        @Test
        void an_adjustment_opens_it_as_well() {
            assertThat(fold(Map.of(), Map.of(), adjusted("3")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("3", "0", 1)),
                            List.of(movement(1, "ADJUSTED", "3", "3", null, "DAMAGED")),
                            Map.of(),
                            List.of()));
        }

        @Test
        void a_count_opens_it_as_well() {
            assertThat(fold(Map.of(), Map.of(), counted("4", "4")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("4", "0", 1)),
                            List.of(movement(1, "COUNTED", "4", "4", null, null)),
                            Map.of(),
                            List.of()));
        }

        @Test
        void a_transfer_opens_it_as_well() {
            assertThat(fold(Map.of(), Map.of(), came("3")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, moved("3", "0", "0", "3", 1)),
                            List.of(movement(1, "TRANSFERRED_IN", "3", "3", null, "t-2")),
                            Map.of(),
                            List.of()));
        }
    }

    @Nested
    class Where_stock_is {

        private final Map<StockItemId, Level> levels = Map.of(BEANS, level("10", "2", 2));
        private final Map<HoldKey, Hold> holds = Map.of(ANNAS, hold("2", DEADLINE));

        @Test
        void a_receipt_adds() {
            assertThat(fold(levels, Map.of(), received("0.5")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("10.5", "2", 3)),
                            List.of(movement(1, "RECEIVED", "0.5", "10.5", null, "PO-7")),
                            Map.of(),
                            List.of()));
        }

        @Test
        void an_adjustment_is_signed() {
            assertThat(fold(levels, Map.of(), adjusted("-1.5")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("8.5", "2", 3)),
                            List.of(movement(1, "ADJUSTED", "-1.5", "8.5", null, "DAMAGED")),
                            Map.of(),
                            List.of()));
        }

        @Test
        void an_issue_takes() {
            assertThat(fold(levels, Map.of(), issued("1")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("9", "2", 3)),
                            List.of(movement(1, "ISSUED", "-1", "9", null, "till-3")),
                            Map.of(),
                            List.of()));
        }

        @Test
        void a_count_moves_by_its_variance() {
            assertThat(fold(levels, Map.of(), counted("10", "0"), counted("8.5", "-1.5")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("8.5", "2", 4)),
                            List.of(
                                    movement(1, "COUNTED", "0", "10", null, null),
                                    movement(2, "COUNTED", "-1.5", "8.5", null, null)),
                            Map.of(),
                            List.of()));
        }

        @Test
        void a_transfer_out_takes_and_is_remembered_as_sent() {
            assertThat(fold(levels, Map.of(), left("3"), came("1")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, moved("8", "2", "3", "1", 4)),
                            List.of(
                                    movement(1, "TRANSFERRED_OUT", "-3", "7", null, "t-1"),
                                    movement(2, "TRANSFERRED_IN", "1", "8", null, "t-2")),
                            Map.of(),
                            List.of()));
        }

        @Test
        void safety_stock_of_its_own_moves_nothing() {
            BigDecimal two = new BigDecimal("2");
            StockRows.Changes changes = fold(levels, Map.of(), new SafetyStockChanged("beans", "main", two, NOW));

            assertThat(changes.levels())
                    .containsExactly(
                            Map.entry(BEANS, new Level(BigDecimal.TEN, two, BigDecimal.ZERO, BigDecimal.ZERO, two, 3)));
            assertThat(changes.movements()).isEmpty();
        }

        @Test
        void a_reservation_holds() {
            assertThat(fold(levels, Map.of(), reserved("ben", "placed", "3", LATER)))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("10", "5", 3)),
                            List.of(movement(1, "RESERVED", "3", "5", "ben", null)),
                            Map.of(BENS, hold("3", LATER)),
                            List.of()));
        }

        @Test
        void another_reservation_of_the_holder_adds_to_its_hold() {
            assertThat(fold(levels, holds, reserved("anna", "more", "1", LATER)))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("10", "3", 3)),
                            List.of(movement(1, "RESERVED", "1", "3", "anna", null)),
                            Map.of(ANNAS, hold("3", LATER)),
                            List.of()));
        }

        @Test
        void a_part_that_is_released_leaves_the_rest_held() {
            assertThat(fold(levels, holds, released("anna", "less", "0.5")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("10", "1.5", 3)),
                            List.of(movement(1, "RELEASED", "-0.5", "1.5", "anna", null)),
                            Map.of(ANNAS, hold("1.5", DEADLINE)),
                            List.of()));
        }

        @Test
        void a_hold_that_is_released_ends() {
            assertThat(fold(levels, holds, released("anna", null, "2")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("10", "0", 3)),
                            List.of(movement(1, "RELEASED", "-2", "0", "anna", null)),
                            Map.of(),
                            List.of(ANNAS)));
        }

        @Test
        void a_sale_ends_the_hold_and_takes_the_goods() {
            assertThat(fold(levels, holds, sold("anna", "2")))
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("8", "0", 3)),
                            List.of(movement(1, "SOLD", "-2", "8", "anna", null)),
                            Map.of(),
                            List.of(ANNAS)));
        }
    }

    @Nested
    class Over_several_events {

        @Test
        void each_movement_knows_the_balance_after_it() {
            StockRows.Changes changes = fold(
                    Map.of(),
                    Map.of(),
                    received("10"),
                    reserved("anna", "placed", "3", DEADLINE),
                    issued("1"),
                    reserved("ben", "placed", "2", LATER),
                    sold("anna", "3"));

            assertThat(changes)
                    .isEqualTo(new StockRows.Changes(
                            Map.of(BEANS, level("6", "2", 5)),
                            List.of(
                                    movement(1, "RECEIVED", "10", "10", null, "PO-7"),
                                    movement(2, "RESERVED", "3", "3", "anna", null),
                                    movement(3, "ISSUED", "-1", "9", null, "till-3"),
                                    movement(4, "RESERVED", "2", "5", "ben", null),
                                    movement(5, "SOLD", "-3", "6", "anna", null)),
                            Map.of(BENS, hold("2", LATER)),
                            List.of()));
        }

        @Test
        void a_hold_that_began_and_ended_is_never_written() {
            StockRows.Changes changes = fold(
                    Map.of(BEANS, level("10", "0", 1)),
                    Map.of(),
                    reserved("anna", "placed", "3", DEADLINE),
                    released("anna", "excess", "1"),
                    sold("anna", "2"));

            assertThat(changes.holds()).isEmpty();
            assertThat(changes.ended()).isEmpty();
            assertThat(changes.levels()).containsExactly(Map.entry(BEANS, level("8", "0", 4)));
        }

        @Test
        void a_stored_hold_that_ended_and_began_again_is_written_as_it_is() {
            StockRows.Changes changes = fold(
                    Map.of(BEANS, level("10", "2", 2)),
                    Map.of(ANNAS, hold("2", DEADLINE)),
                    released("anna", "less", "2"),
                    reserved("anna", "more", "4", LATER));

            assertThat(changes.holds()).containsExactly(Map.entry(ANNAS, hold("4", LATER)));
            assertThat(changes.ended()).isEmpty();
        }

        @Test
        void items_do_not_touch_each_other() {
            StockItemId shop = new StockItemId("beans", "shop-2");
            StockRows.Changes changes = fold(
                    Map.of(shop, level("5", "0", 1)),
                    Map.of(),
                    received("10"),
                    new StockIssued("beans", "shop-2", new BigDecimal("2"), null, NOW));

            assertThat(changes.levels())
                    .containsOnly(Map.entry(BEANS, level("10", "0", 1)), Map.entry(shop, level("3", "0", 2)));
        }
    }
}
