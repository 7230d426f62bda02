package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import holdfast.app.BesideOthers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** In this order: what the first ones need intact, the last one breaks for good. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@BesideOthers
class AuditServiceTest {

    private static final int SHOPPERS = 4;
    private static final int ORDERS_EACH = 15;

    @TempDir
    static Path data;

    private static ShopService shop;

    @BeforeAll
    static void start() {
        shop = new ShopService(data, "--holdfast.audit.interval=PT1S");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    @Order(1)
    void what_is_in_progress_is_no_discrepancy() throws Exception {
        shop.stock("busy", "100000");
        List<String> audits = new ArrayList<>();
        try (ExecutorService shoppers = Executors.newFixedThreadPool(SHOPPERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SHOPPERS; i++) {
                String prefix = "shopper-" + i + "-";
                running.add(shoppers.submit(() -> trade(prefix)));
            }
            while (!running.stream().allMatch(Future::isDone)) {
                audits.add(shop.audit(audits.size() % 2 == 0 ? "" : "?sku=busy"));
            }
            for (Future<?> shopper : running) {
                shopper.get();
            }
        }

        assertThat(audits).hasSizeGreaterThan(3).allSatisfy(AuditServiceTest::isClean);
        isClean(shop.audit(""));
    }

    private static void trade(String prefix) {
        for (int i = 0; i < ORDERS_EACH; i++) {
            String order = prefix + i;
            switch (i % 5) {
                case 0 -> shop.order(order, "busy", "1", ",\"paymentWindow\":\"PT1S\"");
                case 1 -> {
                    shop.order(order, "busy", "3");
                    shop.cancel(order);
                }
                case 2 -> {
                    shop.order(order, "busy", "2");
                    String more = "{\"lines\":[{\"sku\":\"busy\",\"quantity\":\"1\",\"unitPrice\":\"1\"}]}";
                    ShopService.ok(shop.send("POST", "/v1/orders/" + order + "/lines", more));
                    shop.cancel(order);
                }
                case 3 -> shop.order(order, "busy", "1000000", "");
                default -> {
                    shop.order(order, "busy", "2");
                    shop.pay(order, "5.00");
                }
            }
        }
    }

    private static void isClean(String audit) {
        assertThat(JsonPath.<List<Object>>read(audit, "$.discrepancies")).isEmpty();
        assertThat(JsonPath.<Integer>read(audit, "$.discrepancyCount")).isZero();
    }

    @Test
    @Order(2)
    void it_runs_by_itself_and_shows_the_result_to_those_with_a_key() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(JsonPath.<Integer>read(
                                shop.get("/actuator/health").body(), "$.components.conservation.details.position"))
                        .isPositive());
        assertThat(shop.get("/actuator/prometheus").body())
                .contains("holdfast_audit_discrepancies 0.0")
                .contains("holdfast_audit_position ")
                .contains("holdfast_audit_last_success_timestamp ");
        assertThat(shop.getWithoutKey("/actuator/health").body()).doesNotContain("conservation");
    }

    @Test
    @Order(3)
    void it_asks_for_a_key() {
        assertThat(shop.getWithoutKey("/v1/audit/conservation").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(4)
    void an_order_whose_step_was_lost_is_found_and_health_stays_up() {
        shop.stock("lost", "10");
        shop.order("lost-order", "lost", "2");
        shop.cancel("lost-order");
        await().until(() -> heldOf("lost-order") == 0);
        shop.sql()
                .sql("delete from domain_event where position = ?")
                .param(shop.last("lost@main"))
                .update();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(JsonPath.<Integer>read(
                                shop.get("/actuator/health").body(), "$.components.conservation.details.discrepancies"))
                        .isPositive());
        assertThat(shop.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(shop.get("/actuator/prometheus").body()).doesNotContain("holdfast_audit_discrepancies 0.0");
    }

    private static long heldOf(String order) {
        return shop.sql()
                .sql("select count(*) from stock_hold where order_id = ?")
                .param(order)
                .query(Long.class)
                .single();
    }

    @Test
    @Order(5)
    void events_are_audited_even_when_the_read_models_stand_still() {
        shop.stock("stuck", "10");
        long forged = shop.append("StockItem", "stuck@main", "StockSold", """
                {"sku":"stuck","location":"main","holder":"stranger","quantity":"2","at":"2026-01-31T12:00:00Z"}""");

        String audit = shop.audit("?sku=stuck");

        assertThat(JsonPath.<Integer>read(audit, "$.readModelPosition")).isEqualTo((int) forged - 1);
        assertThat(JsonPath.<Integer>read(audit, "$.position")).isGreaterThanOrEqualTo((int) forged);
        assertThat(JsonPath.<List<String>>read(audit, "$.discrepancies[*].kind"))
                .containsExactly(
                        "SOLD_NOT_HELD", "RESERVED_OUT_OF_RANGE", "SOLD_NOT_PAID", "RESERVED_NOT_SUM_OF_HOLDS");
        assertThat(shop.get("/v1/audit/conservation", "X-Min-Position", String.valueOf(forged))
                        .statusCode())
                .isEqualTo(503);
    }
}
