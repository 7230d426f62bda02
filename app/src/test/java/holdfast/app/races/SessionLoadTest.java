package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.Sessions.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many requests of all kinds at once on a few users and tabs. */
@ExtendWith(SharedService.class)
class SessionLoadTest {

    private static final int REQUESTS = 400;
    private static final int AT_ONCE = 40;

    @Test
    void all_are_answered_and_every_assigned_item_is_on_one_order_once(Shop shop) {
        String sku = shop.stock("beans", "100000");
        List<String> users = IntStream.range(0, 4).mapToObj(_ -> unique("user")).toList();
        List<String> tables =
                IntStream.range(0, 3).mapToObj(_ -> unique("table")).toList();
        users.forEach(user -> shop.require(201, Sessions.open(user)));
        Map<String, ShopAnswer> assigned = new ConcurrentHashMap<>();

        AtOnce.rounds(REQUESTS, AT_ONCE, number -> {
            Random random = new Random(number);
            String user = users.get(random.nextInt(users.size()));
            String table = tables.get(random.nextInt(tables.size()));
            ShopAnswer answer = shop.send(request(shop, random, user, table, sku));
            assertThat(answer.status()).as("%s", answer).isIn(200, 201, 409, 412);
            if (answer.body().path("orderId").isString()) {
                assigned.put(answer.text("sessionId"), answer);
            }
        });

        assertThat(assigned).isNotEmpty();
        Map<String, List<ShopAnswer>> byOrder =
                assigned.values().stream().collect(Collectors.groupingBy(answer -> answer.text("orderId")));
        byOrder.forEach((order, sessions) -> {
            List<String> expected = new ArrayList<>();
            sessions.forEach(session -> session.body()
                    .required("items")
                    .forEach(item -> expected.add(item.required("unitPrice").asString())));
            List<String> prices = shop.order(order)
                    .body()
                    .required("lines")
                    .valueStream()
                    .map(line -> line.required("unitPrice").asString())
                    .toList();
            assertThat(prices).containsExactlyInAnyOrderElementsOf(expected);
        });
        assertThat(byOrder).hasSizeLessThanOrEqualTo(tables.size());
    }

    private static ShopRequest request(Shop shop, Random random, String user, String table, String sku) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Sessions.open(user);
            case 2, 3, 4 -> {
                long version = shop.require(200, Sessions.current(user)).version();
                yield Sessions.replace(user, new Item(sku, "1", random.nextInt(10_000) + ".00"))
                        .ifMatch(version);
            }
            case 5 -> Sessions.logout(user);
            case 6 -> Sessions.complete(user);
            default -> Sessions.assign(user, table);
        };
    }
}
