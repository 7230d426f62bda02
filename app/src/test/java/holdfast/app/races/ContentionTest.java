package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Contention can be seen: what commands wait for, how long they take and in which groups they are committed. */
@ExtendWith(SharedService.class)
class ContentionTest {

    @Test
    void is_on_the_metrics_endpoint_once_somebody_traded(Shop shop) throws IOException {
        String sku = shop.stock("busy", "100");
        AtOnce.run(10, _ -> shop.send(ShopRequest.place(Shop.unique("o"), new Line(sku, "1", "1.00"))));

        try (InputStream metrics =
                shop.open(ShopRequest.get("/actuator/prometheus")).body()) {
            assertThat(new String(metrics.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("holdfast_commands_", "http_server_requests_seconds_count", "uri=\"/v1/orders\"");
        }
    }
}
