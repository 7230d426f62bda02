package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.APPLE;
import static holdfast.app.reservation.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.inventory.StockCommand.TransferStockIn;
import holdfast.inventory.StockCommand.TransferStockOut;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real aggregates: ten apples are at main, and some leave for the shop. */
class TransferProcessTest {

    private static final StockItemId SHOP = new StockItemId("apple", "shop-2");

    private final InMemoryShop shop = new InMemoryShop();
    private Instant now = NOON.plusSeconds(1);
    private final TransferProcess process = new TransferProcess(shop.commands(), new MovableClock(() -> now));

    @BeforeEach
    void send_two_and_three() {
        shop.receive(APPLE, "10");
        leave("t-1", "2");
        leave("t-2", "3");
        shop.sent();
    }

    private void leave(String transferId, String quantity) {
        shop.commands().send(new TransferStockOut(APPLE, transferId, "shop-2", new BigDecimal(quantity), null, NOON));
    }

    private void first() {
        process.on(new StockTransferredOut("apple", "main", "t-1", "shop-2", new BigDecimal("2"), 0, NOON), 1);
    }

    private void second() {
        process.on(new StockTransferredOut("apple", "main", "t-2", "shop-2", new BigDecimal("3"), 2, NOON), 2);
    }

    private String atTheShop() {
        return shop.availableAt(SHOP, now).toPlainString();
    }

    @Test
    void what_left_arrives_as_of_the_version_at_which_it_left() {
        first();
        assertThat(shop.sent())
                .containsExactly(new TransferStockIn(SHOP, "t-1", "main", new BigDecimal("2"), 2, 0, now));
        second();
        assertThat(shop.sent())
                .containsExactly(new TransferStockIn(SHOP, "t-2", "main", new BigDecimal("3"), 3, 2, now));
        assertThat(atTheShop()).isEqualTo("5");
        assertThat(shop.availableAt(APPLE, now)).isEqualByComparingTo("5");
    }

    @Test
    void what_comes_again_arrives_once() {
        first();
        first();
        second();
        first();
        second();
        assertThat(atTheShop()).isEqualTo("5");
    }

    @Test
    void what_was_not_sent_before_a_crash_arrives_after_it() {
        shop.crashAfter(0);
        assertThatThrownBy(this::first).isInstanceOf(InMemoryShop.Crash.class);
        assertThat(atTheShop()).isEqualTo("0");

        shop.neverCrash();
        first();
        assertThat(atTheShop()).isEqualTo("2");
    }

    @Test
    void a_later_one_never_takes_the_place_of_one_that_could_not_arrive() {
        assertThatThrownBy(this::second).isInstanceOf(IllegalStateException.class);
        first();
        second();
        assertThat(atTheShop()).isEqualTo("5");
    }

    @Test
    void nothing_arrives_before_it_left_whatever_this_clock_says() {
        now = NOON.minus(Duration.ofMinutes(1));
        first();
        assertThat(shop.sent())
                .containsExactly(new TransferStockIn(SHOP, "t-1", "main", new BigDecimal("2"), 2, 0, NOON));
    }
}
