package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import holdfast.app.BesideOthers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plants each kind of discrepancy that there is, in a store whose trade was honest until then, and sees it named.
 *
 * <p>Only what is stored is changed, behind the back of the service: events that it has handled, and rows of its tables.
 * A kind that nobody plants fails here.
 */
@BesideOthers
class PlantedDiscrepancyTest {

    private static final String ABSURD = "77000";

    @TempDir
    static Path data;

    private static ShopService shop;

    private final Map<Kind, Runnable> plantings = new EnumMap<>(Kind.class);
    private String sku = "";
    private String order = "";
    private String cart = "";

    @BeforeAll
    static void start() {
        shop = new ShopService(data);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void is_found_and_named(Kind kind) {
        sku = "sku-" + kind.name().toLowerCase(Locale.ROOT);
        order = "order-" + kind.name().toLowerCase(Locale.ROOT);
        cart = "cart-" + kind.name().toLowerCase(Locale.ROOT);
        shop.stock(sku, "10");

        Objects.requireNonNull(plantings.get(kind), () -> "Nobody plants " + kind)
                .run();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(namedOf(kind))
                        .as("%s", shop.found(sku))
                        .isNotEmpty()
                        .allSatisfy(found -> assertThat(JsonPath.<List<Object>>read(found, "$.events"))
                                .as("the events behind it")
                                .isNotEmpty()));
    }

    /** By an audit of everything: orders and carts as such are no matter of one SKU. */
    private List<Map<String, Object>> namedOf(Kind kind) {
        List<Map<String, Object>> all = JsonPath.read(shop.audit(""), "$.discrepancies");
        return all.stream()
                .filter(found -> kind.name().equals(found.get("kind")))
                .filter(found -> sku.equals(found.get("sku"))
                        || order.equals(found.get("orderId"))
                        || cart.equals(found.get("reservationId"))
                        || isAbsurd(found.get("actual")))
                .toList();
    }

    /** Figures of all orders are no order's own: they are known by what was planted. */
    private static boolean isAbsurd(@Nullable Object actual) {
        return ABSURD.equals(actual);
    }

    @BeforeEach
    void streams() {
        plantings.put(Kind.SEQUENCE_BROKEN, () -> {
            post("/v1/stock/" + sku + "/receipts", "{\"quantity\":\"1\"}");
            long gone = shop.last(item());
            post("/v1/stock/" + sku + "/receipts", "{\"quantity\":\"2\"}");
            delete(gone);
        });
        plantings.put(Kind.EVENT_UNREADABLE, () -> {
            settled();
            shop.sql()
                    .sql("update domain_event set payload = '{' where position = ?")
                    .param(shop.last(item()))
                    .update();
        });
        plantings.put(Kind.EVENT_IN_WRONG_STREAM, () -> tamper(item(), "StockReceived", "location", "elsewhere"));
        plantings.put(Kind.QUANTITY_NOT_POSITIVE, () -> tamper(item(), "StockReceived", "quantity", "0"));
    }

    @BeforeEach
    void stock() {
        plantings.put(Kind.ON_HAND_NEGATIVE, () -> {
            post("/v1/stock/" + sku + "/issues", "{\"quantity\":\"1\"}");
            tamper(item(), "StockIssued", "quantity", "11");
        });
        plantings.put(Kind.COUNT_DIFFERS, () -> {
            post("/v1/stock/" + sku + "/counts", "{\"counted\":\"9\"}");
            tamper(item(), "StockCounted", "counted", "8");
        });
        plantings.put(Kind.ARRIVED_NOT_SENT, () -> {
            transfer();
            tamper(sku + "@shop-2", "StockTransferredIn", "quantity", "4");
        });
        plantings.put(Kind.TRANSFER_NOT_ARRIVED, () -> {
            transfer();
            settled();
            delete(shop.last(sku + "@shop-2"));
        });
    }

    @BeforeEach
    void holdsAndSales() {
        plantings.put(Kind.RESERVED_OUT_OF_RANGE, () -> {
            shop.order(order, sku, "4");
            tamper(item(), "StockReserved", "quantity", "11");
        });
        plantings.put(Kind.RESERVED_NOT_SUM_OF_HOLDS, () -> sell("quantity", "3"));
        plantings.put(Kind.SOLD_NOT_HELD, () -> sell("quantity", "5"));
        plantings.put(Kind.SOLD_DIFFERS_FROM_ORDER, () -> sell("quantity", "3"));
        plantings.put(Kind.SOLD_NOT_PAID, () -> sell("holder", order + "-other"));
        plantings.put(Kind.RELEASED_NOT_HELD, () -> {
            shop.order(order, sku, "4");
            shop.cancel(order);
            tamper(item(), "StockReleased", "quantity", "5");
        });
        plantings.put(Kind.EXTENDED_NOT_HELD, () -> {
            shop.order(order, sku, "4");
            post("/v1/orders/" + order + "/reservation/extensions", "{\"by\":\"PT1M\"}");
            tamper(item(), "HoldExtended", "holder", "stranger");
        });
        plantings.put(Kind.HOLD_WITHOUT_LIVE_ORDER, () -> {
            shop.order(order, sku, "4");
            tamper(item(), "StockReserved", "holder", "stranger");
        });
        plantings.put(Kind.HOLD_DIFFERS_FROM_ORDER, () -> {
            shop.order(order, sku, "4");
            tamper(item(), "StockReserved", "quantity", "5");
        });
        plantings.put(Kind.RETURNED_DIFFERS_FROM_REFUND, () -> {
            shop.order(order, sku, "4");
            post("/v1/orders/" + order + "/payments", """
                    {"paymentId":"p","amount":"10.00","method":"CARD"}""");
            post("/v1/orders/" + order + "/payments/p/refunds", """
                    {"amount":"10.00","reason":"broken","restock":true}""");
            tamper(item(), "StockReturned", "quantity", "3");
        });
    }

    @BeforeEach
    void orders() {
        plantings.put(Kind.ORDER_UNDECIDED, () -> {
            shop.order(order, sku, "4");
            settled();
            delete(shop.last(order));
        });
        plantings.put(Kind.ORDER_EVENT_OUT_OF_STATE, this::payWithoutReservation);
        plantings.put(Kind.PAYMENT_NOT_DUE, this::payWithoutReservation);
        plantings.put(Kind.PAYMENT_REPEATED, () -> {
            shop.order(order, sku, "4");
            for (String payment : List.of("p-1", "p-2")) {
                post("/v1/orders/" + order + "/payments", """
                        {"paymentId":"%s","amount":"1.00","method":"CARD"}""".formatted(payment));
            }
            tamper(order, "PaymentReceived", "paymentId", "p-1");
        });
        plantings.put(Kind.PAID_DIFFERS_FROM_TOTAL, () -> {
            shop.order(order, sku, "4");
            shop.pay(order, "10.00");
            tamper(order, "PaymentReceived", "amount", "20.00");
        });
    }

    @BeforeEach
    void deadlines() {
        plantings.put(Kind.DEADLINE_NOT_WATCHED, () -> {
            shop.order(order, sku, "4");
            settled();
            shop.sql()
                    .sql("delete from payment_deadline where holder = ?")
                    .param(order)
                    .update();
        });
    }

    private void payWithoutReservation() {
        shop.order(order, sku, "4");
        shop.pay(order, "10.00");
        settled();
        delete(last(order, "OrderReserved"));
    }

    @BeforeEach
    void carts() {
        plantings.put(Kind.HOLD_WITHOUT_LIVE_CART, () -> {
            hold();
            tamper(item(), "StockReserved", "holder", "cart:stranger");
        });
        plantings.put(Kind.HOLD_DIFFERS_FROM_CART, () -> {
            hold();
            tamper(item(), "StockReserved", "quantity", "5");
        });
        plantings.put(Kind.SOLD_NOT_COMMITTED, () -> {
            commit();
            tamper(item(), "StockSold", "holder", "cart:stranger");
        });
        plantings.put(Kind.SOLD_DIFFERS_FROM_CART, () -> {
            commit();
            tamper(item(), "StockSold", "quantity", "3");
        });
        plantings.put(Kind.CART_UNDECIDED, () -> {
            hold();
            settled();
            delete(last("cart:" + cart, "CartHeld"));
        });
        plantings.put(Kind.CART_EVENT_OUT_OF_STATE, () -> {
            commit();
            settled();
            delete(last("cart:" + cart, "CartHeld"));
        });
        plantings.put(Kind.TAKEN_OVER_NOT_HELD, () -> {
            takeOver();
            tamper(item(), "HoldTakenOver", "quantity", "3");
        });
        plantings.put(Kind.TAKEN_OVER_NOT_GIVEN, () -> {
            takeOver();
            tamper(item(), "HoldTakenOver", "holder", "stranger");
        });
    }

    @BeforeEach
    void readModels() {
        plantings.put(Kind.STOCK_DEFINITION_DIFFERS, () -> sql("update stock_definition set scale = 3 where sku = ?"));
        plantings.put(Kind.STOCK_LEVEL_DIFFERS, () -> sql("update stock_level set sent = 1 where sku = ?"));
        plantings.put(Kind.STOCK_HOLD_DIFFERS, () -> {
            shop.order(order, sku, "4");
            sql("update stock_hold set quantity = 3 where sku = ?");
        });
        plantings.put(Kind.MOVEMENT_DIFFERS, () -> sql("update movement set reference = 'PO-2' where sku = ?"));
        plantings.put(Kind.MOVEMENT_WITHOUT_EVENT, () -> {
            shop.order(order, sku, "4");
            settled();
            delete(shop.last(item()));
        });
    }

    @BeforeEach
    void listsOfOrders() {
        plantings.put(Kind.ORDER_ROW_DIFFERS, () -> {
            shop.order(order, sku, "4");
            sql("update order_row set customer_id = 'x' from order_sku"
                    + " where order_row.order_id = order_sku.order_id and sku = ?");
        });
        plantings.put(Kind.ORDER_SKU_DIFFERS, () -> {
            shop.order(order, sku, "4");
            sql("delete from order_sku where sku = ?");
        });
        plantings.put(Kind.ORDER_COUNT_DIFFERS, () -> {
            shop.order(order, sku, "4");
            settled();
            shop.sql().sql("update order_count set orders = " + ABSURD).update();
        });
        plantings.put(Kind.ORDER_MINUTE_DIFFERS, () -> {
            shop.order(order, sku, "4");
            settled();
            shop.sql().sql("update order_minute set placed = " + ABSURD).update();
        });
        plantings.put(Kind.OPEN_TAB_DIFFERS, () -> {
            String tab = ",\"tab\":\"tab-of-" + sku + "\",\"place\":false";
            assertThat(shop.order(order, sku, "4", tab)).isEqualTo(201);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(shop.sql()
                                    .sql("update open_tab set position = position + 1 where order_id = ?")
                                    .param(order)
                                    .update())
                            .isEqualTo(1));
        });
    }

    private String item() {
        return sku + "@main";
    }

    private static void post(String path, String body) {
        ShopService.ok(shop.send("POST", path, body));
    }

    private void transfer() {
        post("/v1/stock/" + sku + "/transfers", "{\"to\":\"shop-2\",\"quantity\":\"3\"}");
    }

    private void sell(String field, String value) {
        shop.order(order, sku, "4");
        shop.pay(order, "10.00");
        tamper(item(), "StockSold", field, value);
    }

    private void hold() {
        post("/v1/reservations", """
                {"reservationId":"%s","lines":[{"sku":"%s","quantity":"4"}],"expiresIn":"PT1H"}""".formatted(cart, sku));
    }

    private void commit() {
        hold();
        post("/v1/reservations/" + cart + "/commit", "{}");
    }

    private void takeOver() {
        hold();
        assertThat(shop.order(order, sku, "4", ",\"reservationId\":\"" + cart + "\""))
                .isEqualTo(201);
    }

    /** Until nothing is on its way: the read models stand for all events. */
    private void settled() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(shop.found(sku)).isEmpty());
    }

    private void tamper(String stream, String type, String field, String value) {
        settled();
        shop.tamper(last(stream, type), field, value);
    }

    /** The last event of a kind; the process behind the commits may have some to come. */
    private static long last(String stream, String type) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> shop.sql()
                                .sql("select coalesce(max(position), 0) from domain_event"
                                        + " where aggregate_id = ? and payload_type = ?")
                                .params(stream, type)
                                .query(Long.class)
                                .single(),
                        position -> position > 0);
    }

    private static void delete(long position) {
        shop.sql()
                .sql("delete from domain_event where position = ?")
                .param(position)
                .update();
    }

    private void sql(String statement) {
        settled();
        assertThat(shop.sql().sql(statement).param(sku).update()).isPositive();
    }
}
