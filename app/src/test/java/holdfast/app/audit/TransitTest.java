package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockCounted;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit makes of counts and transfers. */
class TransitTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final long EVERYTHING = Long.MAX_VALUE;

    private final Findings findings = new Findings();
    private Ledger ledger = ledger(EVERYTHING);
    private long position;

    private Ledger ledger(long transfers) {
        return new Ledger(
                Scope.ALL,
                new Reached(new ReadModelsReached(EVERYTHING, EVERYTHING, EVERYTHING), EVERYTHING, transfers),
                findings);
    }

    @BeforeEach
    void receive() {
        position = 0;
        happens(new StockReceived("beans", "main", decimal("10"), null, NOON));
    }

    @Test
    void what_left_and_arrived_adds_up() {
        happens(left("t-1", "3"));
        happens(left("t-2", "2"));
        happens(arrived("t-1", "3", "shop-2"));
        happens(arrived("t-2", "2", "shop-2"));
        happens(new SafetyStockChanged("beans", "main", decimal("4"), NOON));
        happens(counted("6", "1"));

        assertThat(found()).isEmpty();
        assertThat(onHand("main")).isEqualByComparingTo("6");
        assertThat(onHand("shop-2")).isEqualByComparingTo("5");
    }

    @Test
    void what_has_not_arrived_is_on_its_way_until_the_process_is_past_it() {
        ledger = ledger(1);
        receive();
        happens(left("t-1", "3"));

        assertThat(found()).isEmpty();
    }

    @Test
    void what_has_not_arrived_then_is_found_with_its_event() {
        ledger = ledger(2);
        receive();
        happens(left("t-1", "3"));

        assertThat(found())
                .containsExactly(Discrepancy.of(
                                Kind.TRANSFER_NOT_ARRIVED,
                                Subject.item(new StockItemId("beans", "shop-2")),
                                decimal("3"),
                                0)
                        .behind(new EventRef(2, "StockTransferredOut")));
    }

    @Test
    void what_arrives_twice_is_found() {
        happens(left("t-1", "3"));
        happens(arrived("t-1", "3", "shop-2"));
        happens(arrived("t-1", "3", "shop-2"));

        assertThat(found())
                .containsExactly(Discrepancy.of(
                                Kind.ARRIVED_NOT_SENT,
                                Subject.item(new StockItemId("beans", "shop-2")),
                                null,
                                "3 from main to shop-2")
                        .behind(new EventRef(4, "StockTransferredIn")));
    }

    @Test
    void another_quantity_or_place_than_was_sent_is_found() {
        happens(left("t-1", "3"));
        happens(arrived("t-1", "4", "shop-2"));
        happens(left("t-2", "3"));
        happens(arrived("t-2", "3", "shop-3"));

        assertThat(found()).extracting(Discrepancy::kind).containsExactly(Kind.ARRIVED_NOT_SENT, Kind.ARRIVED_NOT_SENT);
        assertThat(found()).extracting(Discrepancy::expected).containsOnly("3 from main to shop-2");
    }

    @Test
    void more_than_there_is_cannot_leave() {
        happens(left("t-1", "11"));
        happens(arrived("t-1", "11", "shop-2"));

        assertThat(found()).extracting(Discrepancy::kind).contains(Kind.ON_HAND_NEGATIVE);
    }

    @Test
    void a_count_that_its_variance_does_not_lead_to_is_found() {
        happens(counted("8", "-1"));

        assertThat(found()).extracting(Discrepancy::kind).containsExactly(Kind.COUNT_DIFFERS);
    }

    private void happens(StockEvent event) {
        position++;
        ledger.apply(new EventRef(position, event.getClass().getSimpleName()), event);
    }

    private List<Discrepancy> found() {
        ledger.close();
        return findings.list(UnaryOperator.identity());
    }

    private BigDecimal onHand(String location) {
        return Objects.requireNonNull(ledger.stock().item(new StockItemId("beans", location)))
                .onHand();
    }

    private static StockEvent left(String transferId, String quantity) {
        return new StockTransferredOut("beans", "main", transferId, "shop-2", decimal(quantity), 0, NOON);
    }

    private static StockEvent arrived(String transferId, String quantity, String location) {
        return new StockTransferredIn("beans", location, transferId, "main", decimal(quantity), 2, NOON);
    }

    private static StockEvent counted(String counted, String variance) {
        return new StockCounted("beans", "main", decimal(counted), decimal(variance), NOON);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
