package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A read model that cannot go on: everybody who looks is told, and when it goes on that too. */
@ExtendWith(SharedService.class)
class LagTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ORDERS = "processor=\"orders\"";

    @Test
    void a_read_model_that_is_held_up_says_how_far_it_is_behind(Shop shop, RunningService service) throws SQLException {
        String sku = shop.stock("held-up", "10");
        awaitUpToDate(shop);
        try (Connection connection = service.part(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            keepFromBeingWritten(connection);
            for (int i = 0; i < 3; i++) {
                shop.require(201, ShopRequest.place(unique("held-up"), new Line(sku, "1", "1.00")));
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                Scrape scrape = Scrape.of(shop);
                assertThat(scrape.sum("holdfast_processor_lag", ORDERS)).isGreaterThanOrEqualTo(3);
                assertThat(scrape.sum("holdfast_processor_lag_age_seconds", ORDERS))
                        .isPositive();
                assertThat(orders(shop).required("lag").asLong()).isGreaterThanOrEqualTo(3);
                assertThat(orders(shop).required("lagSince").isNull()).isFalse();
                assertThat(onTheDashboard(shop)).isGreaterThanOrEqualTo(3);
            });
            connection.rollback();
        }
        awaitUpToDate(shop);
    }

    /** Whoever reads may go on. */
    private static void keepFromBeingWritten(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table order_row in share mode");
        }
    }

    private static void awaitUpToDate(Shop shop) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Scrape.of(shop).sum("holdfast_processor_lag", ORDERS)).isZero();
            assertThat(Scrape.of(shop).sum("holdfast_processor_lag_age_seconds", ORDERS))
                    .isZero();
            assertThat(onTheDashboard(shop)).isZero();
        });
    }

    private static JsonNode orders(Shop shop) {
        return shop.require(200, ShopRequest.get("/v1/admin/processors/orders")).body();
    }

    private static long onTheDashboard(Shop shop) {
        return shop.require(200, ShopRequest.get("/v1/dashboard"))
                .body()
                .required("readModels")
                .valueStream()
                .filter(model -> model.required("name").asString().equals("orders"))
                .mapToLong(model -> model.required("lag").asLong())
                .sum();
    }
}
