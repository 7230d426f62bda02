package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(SharedService.class)
class ReplayTest {

    @Nested
    class The_same_request_gets_its_first_answer_again {

        @Test
        void for_a_placing_after_the_order_was_paid(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest place = place(sku, "2").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, place);
            shop.require(201, ShopRequest.pay(first.text("orderId"), "6.00"));

            assertReplayed(shop, place, first);
            shop.awaitLevel(sku, Level.free("3"));
        }

        @Test
        void for_a_placing_without_an_order_id(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest place = ShopRequest.post(
                            "/v1/orders", Map.of("currency", "EUR", "lines", new Line[] {line(sku, "2")}))
                    .withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, place);

            assertReplayed(shop, place, first);
            assertThat(shop.level(sku)).isEqualTo(new Level("5", "2", "3"));
        }

        @Test
        void without_asking_the_store_when_it_was_given_lately(RunningService service) {
            Shop shop = service.shop(); // one node: each remembers what it answered itself
            String sku = shop.stock("tea", "5");
            ShopRequest receive = ShopRequest.receive(sku, "10").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, receive);
            int forgotten = service.part(JdbcClient.class)
                    .sql("delete from idempotency_record where answer ->> 'sku' = ?")
                    .param(sku)
                    .update();

            assertThat(forgotten).isPositive();
            assertReplayed(shop, receive, first);
            assertThat(shop.level(sku)).isEqualTo(Level.free("15"));
        }

        @Test
        void for_a_placing_that_did_not_wait(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest place = place(sku, "2").with("Prefer", "respond-async").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(202, place);
            shop.awaitLevel(sku, new Level("5", "2", "3"));

            assertThat(first.outcome()).isEqualTo("202 PLACED");
            assertReplayed(shop, place, first);
        }

        @Test
        void for_a_refused_placing_after_stock_came_in(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest place = place(sku, "6").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(409, place);
            shop.require(201, ShopRequest.receive(sku, "10"));

            assertThat(first.outcome()).isEqualTo("409 insufficient-stock");
            assertReplayed(shop, place, first);
            assertThat(shop.level(sku)).isEqualTo(Level.free("15"));
        }

        @Test
        void for_a_payment_after_the_order_was_completed(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = reserved(shop, sku, "2");
            ShopRequest pay = ShopRequest.pay(order, "6.00").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, pay);
            shop.require(200, ShopRequest.post("/v1/orders/" + order + "/complete", Map.of()));

            assertReplayed(shop, pay, first);
            assertThat(shop.order(order).text("paid")).isEqualTo("6.00");
        }

        @Test
        void for_a_refused_payment(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = reserved(shop, sku, "2");
            ShopRequest pay = ShopRequest.pay(order, "7.00").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(409, pay);
            shop.require(201, ShopRequest.addLines(order, line(sku, "2")));

            assertThat(first.outcome()).isEqualTo("409 amount-mismatch");
            assertReplayed(shop, pay, first);
            assertThat(shop.order(order).text("paid")).isEqualTo("0.00");
        }

        @Test
        void for_a_receipt_after_the_stock_went_on(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest receive = ShopRequest.receive(sku, "3").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, receive);
            reserved(shop, sku, "2");
            shop.require(201, ShopRequest.issue(sku, "1"));

            assertReplayed(shop, receive, first);
            assertThat(shop.level(sku)).isEqualTo(new Level("7", "2", "5"));
        }

        @Test
        void for_a_refused_counter_sale_after_stock_came_in(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest issue = ShopRequest.issue(sku, "6").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(409, issue);
            shop.require(201, ShopRequest.receive(sku, "1"));

            assertReplayed(shop, issue, first);
            assertThat(shop.level(sku)).isEqualTo(Level.free("6"));
        }

        @Test
        void for_an_addition_after_the_order_was_paid(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = reserved(shop, sku, "2");
            ShopRequest add = ShopRequest.addLines(order, line(sku, "1")).withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, add);
            shop.require(201, ShopRequest.pay(order, "9.00"));

            assertReplayed(shop, add, first);
            shop.awaitLevel(sku, Level.free("2"));
        }

        @Test
        void for_a_refused_addition_after_stock_came_in(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = reserved(shop, sku, "2");
            ShopRequest add = ShopRequest.addLines(order, line(sku, "4")).withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(409, add);
            shop.require(201, ShopRequest.receive(sku, "10"));

            assertThat(first.outcome()).isEqualTo("409 insufficient-stock");
            assertReplayed(shop, add, first);
            assertThat(shop.order(order).body().required("lines")).hasSize(1);
            assertThat(shop.level(sku)).isEqualTo(new Level("15", "2", "13"));
        }

        @Test
        void for_a_line_made_bigger_although_its_version_is_stale_by_now(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = reserved(shop, sku, "2");
            ShopRequest change =
                    ShopRequest.changeLine(order, "1", "4").ifMatch(2).withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(200, change);
            shop.require(200, ShopRequest.changeLine(order, "1", "1").ifMatch(3));

            assertReplayed(shop, change, first);
            shop.awaitLevel(sku, new Level("5", "1", "4"));
        }

        @Test
        void under_the_key_that_the_server_made(Shop shop) {
            String sku = shop.stock("tea", "5");
            ShopRequest issue = ShopRequest.issue(sku, "1");
            ShopAnswer first = shop.require(201, issue);

            assertReplayed(shop, issue.withKey(String.valueOf(first.header("Idempotency-Key"))), first);
            assertThat(shop.level(sku)).isEqualTo(Level.free("4"));
        }
    }

    @Nested
    class Another_request_under_the_key {

        @Test
        void is_refused_and_has_no_effect(Shop shop) {
            String sku = shop.stock("tea", "5");
            String key = Shop.unique("key");
            shop.require(201, ShopRequest.issue(sku, "1").withKey(key));

            ShopAnswer other = shop.send(ShopRequest.issue(sku, "2").withKey(key));

            assertThat(other.outcome()).isEqualTo("422 idempotency-key-reused");
            assertThat(other.isReplayed()).isFalse();
            assertThat(shop.level(sku)).isEqualTo(Level.free("4"));
        }

        @Test
        void to_another_path_is_a_request_of_its_own(Shop shop) {
            String sku = shop.stock("tea", "5");
            String key = Shop.unique("key");
            shop.require(201, ShopRequest.issue(sku, "1").withKey(key));
            shop.require(201, ShopRequest.adjust(sku, "-1").withKey(key));

            assertThat(shop.level(sku)).isEqualTo(Level.free("3"));
        }

        @Test
        void may_correct_one_that_was_not_valid(Shop shop) {
            String sku = shop.stock("tea", "5");
            String key = Shop.unique("key");
            String order = Shop.unique("replay");

            assertThat(shop.send(ShopRequest.place(order, line(sku, "0.5")).withKey(key))
                            .outcome())
                    .isEqualTo("422 validation-failed");
            assertThat(shop.send(ShopRequest.place(order, line("no-" + sku, "1"))
                                    .withKey(key))
                            .outcome())
                    .isEqualTo("422 validation-failed");
            shop.require(201, ShopRequest.place(order, line(sku, "1")).withKey(key));
        }

        @Test
        void may_correct_one_whose_order_was_not_found(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = Shop.unique("replay");
            ShopRequest pay = ShopRequest.pay(order, "3.00").withKey(Shop.unique("key"));

            assertThat(shop.send(pay).outcome()).isEqualTo("404 not-found");
            shop.require(201, ShopRequest.place(order, line(sku, "1")));
            assertThat(shop.send(pay).outcome()).isEqualTo("201 PAID");
        }

        @Test
        void may_correct_a_stale_version(Shop shop) {
            String sku = shop.stock("tea", "5");
            String order = reserved(shop, sku, "2");
            ShopRequest change = ShopRequest.changeLine(order, "1", "4").withKey(Shop.unique("key"));

            shop.require(428, change);
            shop.require(412, change.ifMatch(1));
            shop.require(200, change.ifMatch(2));
        }
    }

    private static ShopRequest place(String sku, String quantity) {
        return ShopRequest.place(Shop.unique("replay"), line(sku, quantity));
    }

    private static String reserved(Shop shop, String sku, String quantity) {
        return shop.require(201, place(sku, quantity)).text("orderId");
    }

    private static Line line(String sku, String quantity) {
        return new Line(sku, quantity, "3.00");
    }

    private static void assertReplayed(Shop shop, ShopRequest request, ShopAnswer first) {
        assertThat(first.isReplayed()).isFalse();
        for (int i = 0; i < 2; i++) {
            ShopAnswer again = shop.send(request);
            assertThat(again.isReplayed()).as("%s", again).isTrue();
            assertThat(again.status()).isEqualTo(first.status());
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        }
    }
}
