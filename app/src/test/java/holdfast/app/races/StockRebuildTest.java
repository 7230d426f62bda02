package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read models of stock come out the same, whether event by event as they happened or all at once from the start. */
class StockRebuildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void a_rebuild_makes_the_same_tables() {
        Shop shop = service.shop();
        String sku = shop.stock("rebuilt", "100", 2);
        List<String> orders = trade(shop, sku);
        shop.require(200, ShopRequest.cancel(orders.get(2)));
        shop.awaitConserved(sku);
        Map<String, List<Map<String, Object>>> before = tables();
        assertThat(before.get("stock_hold")).hasSize(2);

        rebuild();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tables()).isEqualTo(before));
        shop.awaitConserved(sku);
    }

    private static List<String> trade(Shop shop, String sku) {
        List<String> orders = AtOnce.run(
                4,
                _ -> shop.require(201, ShopRequest.place(Shop.unique("rebuilt"), new Line(sku, "2.5", "1.00")))
                        .text("orderId"));
        shop.require(201, ShopRequest.pay(orders.get(0), "2.50"));
        shop.require(201, ShopRequest.issue(sku, "0.25"));
        shop.require(201, ShopRequest.adjust(sku, "-1"));
        return orders;
    }

    private static void rebuild() {
        StreamingEventProcessor processor = service.part(EventProcessingConfiguration.class)
                .eventProcessor("stock", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        processor.resetTokens();
        assertThat(tables().values()).allSatisfy(rows -> assertThat(rows).isEmpty());
        processor.start();
    }

    private static Map<String, List<Map<String, Object>>> tables() {
        return Map.of(
                "stock_level", rows("stock_level order by sku, location"),
                "stock_hold", rows("stock_hold order by sku, location, order_id"),
                "movement", rows("movement order by position"));
    }

    private static List<Map<String, Object>> rows(String table) {
        return service.part(JdbcClient.class)
                .sql("select * from " + table)
                .query()
                .listOfRows();
    }
}
