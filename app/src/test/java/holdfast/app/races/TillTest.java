package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a till does with an order, call by call; the orders have two lines, of 20.00 and of 5.00. */
@ExtendWith(SharedService.class)
class TillTest {

    /** An order that is reserved at version 2. */
    private record Table(Shop shop, String order, String wine, String bread) {

        static Table reserved(Shop shop) {
            return reserved(shop, "PT15M");
        }

        static Table reserved(Shop shop, String paymentWindow) {
            Table table = new Table(shop, Shop.unique("table-5"), shop.stock("wine", "10"), shop.stock("bread", "10"));
            Line wine = new Line(table.wine, "2", "10.00");
            Line bread = new Line(table.bread, "1", "5.00");
            shop.require(201, ShopRequest.place(table.order, paymentWindow, wine, bread));
            return table;
        }

        /** The id of the payment. */
        String pay(String amount) {
            return shop.require(201, ShopRequest.pay(order, amount)).text("paymentId");
        }

        void assertNothingIsWrong() {
            shop.awaitAllConserved();
        }

        void awaitLevels(Level ofWine, Level ofBread) {
            shop.awaitLevel(wine, ofWine);
            shop.awaitLevel(bread, ofBread);
        }

        ShopAnswer get() {
            return shop.order(order);
        }
    }

    @Nested
    class Sending {

        @Test
        void counts_each_time_and_is_a_version_each_time(Shop shop) {
            Table table = Table.reserved(shop);

            assertThat(shop.require(200, ShopRequest.send(table.order)).version())
                    .isEqualTo(3);
            ShopAnswer again = shop.require(200, ShopRequest.send(table.order, "1"));

            assertThat(again.version()).isEqualTo(4);
            assertThat(again.header("ETag")).isEqualTo("\"4\"");
            assertThat(again.body().at("/lines/0/sentCount").asInt()).isEqualTo(2);
            assertThat(again.body().at("/lines/1/sentCount").asInt()).isEqualTo(1);
        }

        @Test
        void needs_no_body(Shop shop) {
            Table table = Table.reserved(shop);
            shop.require(200, ShopRequest.of("POST", "/v1/orders/" + table.order + "/send", null));
        }

        @Test
        void of_a_line_that_is_not_there_is_refused(Shop shop) {
            Table table = Table.reserved(shop);
            assertThat(shop.send(ShopRequest.send(table.order, "1", "9")).outcome())
                    .isEqualTo("404 not-found");
            assertThat(table.get().version()).isEqualTo(2);
        }

        @Test
        void at_once_from_many_terminals_loses_none(Shop shop) {
            Table table = Table.reserved(shop);
            AtOnce.run(8, _ -> shop.require(200, ShopRequest.send(table.order)));
            assertThat(table.get().body().at("/lines/1/sentCount").asInt()).isEqualTo(8);
        }
    }

    @Nested
    class Comping {

        @Test
        void makes_a_line_free_and_keeps_its_stock(Shop shop) {
            Table table = Table.reserved(shop);

            ShopAnswer comped =
                    shop.require(200, ShopRequest.comp(table.order, "1").ifMatch(2));

            assertThat(comped.body().at("/lines/0/comped").asBoolean()).isTrue();
            assertThat(comped.body().at("/lines/0/amount").asString()).isEqualTo("0.00");
            assertThat(comped.text("total")).isEqualTo("5.00");
            table.pay("5.00");
            table.awaitLevels(Level.free("8"), Level.free("9"));
            table.assertNothingIsWrong();
        }

        @Test
        void of_everything_pays_the_order(Shop shop) {
            Table table = Table.reserved(shop);
            shop.require(200, ShopRequest.comp(table.order, "1").ifMatch(2));

            ShopAnswer last =
                    shop.require(200, ShopRequest.comp(table.order, "2").ifMatch(3));

            assertThat(last.outcome()).isEqualTo("200 PAID");
            assertThat(last.header("ETag")).isEqualTo("\"5\"");
            table.awaitLevels(Level.free("8"), Level.free("9"));
            table.assertNothingIsWrong();
        }

        @Test
        void below_what_was_paid_is_refused(Shop shop) {
            Table table = Table.reserved(shop);
            table.pay("10.00");

            ShopAnswer refused = shop.send(ShopRequest.comp(table.order, "1").ifMatch(3));

            assertThat(refused.outcome()).isEqualTo("409 amount-mismatch");
            assertThat(refused.text("amountDue")).isEqualTo("15.00");
        }

        @Test
        void says_why_and_by_whom(Shop shop) {
            Table table = Table.reserved(shop);
            shop.require(200, ShopRequest.comp(table.order, "1").ifMatch(2));

            ShopAnswer history = shop.require(200, ShopRequest.get("/v1/orders/" + table.order + "/events"));

            assertThat(history.body().at("/items/2/type").asString()).isEqualTo("LineComped");
            assertThat(history.body().at("/items/2/actor").asString()).isEqualTo("admin");
            assertThat(history.body().at("/items/2/data/reason").asString()).isEqualTo("cold soup");
        }
    }

    @Nested
    class Voiding {

        @Test
        void a_part_of_a_line_frees_its_stock(Shop shop) {
            Table table = Table.reserved(shop);

            ShopAnswer voided = shop.require(
                    200, ShopRequest.voidLine(table.order, "1", "1").ifMatch(2));

            assertThat(voided.text("total")).isEqualTo("15.00");
            table.awaitLevels(new Level("10", "1", "9"), new Level("10", "1", "9"));
            table.pay("15.00");
            table.awaitLevels(Level.free("9"), Level.free("9"));
            table.assertNothingIsWrong();
        }

        @Test
        void down_to_what_was_paid_pays_the_order_and_further_is_refused(Shop shop) {
            Table table = Table.reserved(shop);
            table.pay("20.00");

            assertThat(shop.send(ShopRequest.voidLine(table.order, "1", "1").ifMatch(3))
                            .outcome())
                    .isEqualTo("409 amount-mismatch");
            assertThat(shop.send(ShopRequest.voidLine(table.order, "2", "1").ifMatch(3))
                            .outcome())
                    .isEqualTo("200 PAID");

            shop.assertPaidInFull(table.order);
            table.awaitLevels(Level.free("8"), Level.free("10"));
            table.assertNothingIsWrong();
        }

        @Test
        void the_last_line_voids_the_order(Shop shop) {
            Table table = Table.reserved(shop);
            shop.require(200, ShopRequest.voidLine(table.order, "2", "1").ifMatch(2));

            ShopAnswer last = shop.require(
                    200, ShopRequest.voidLine(table.order, "1", "2").ifMatch(3));

            assertThat(last.outcome()).isEqualTo("200 VOIDED");
            assertThat(last.version()).isEqualTo(5);
            table.awaitLevels(Level.free("10"), Level.free("10"));
            table.assertNothingIsWrong();
        }

        @Test
        void more_than_there_is_or_a_fraction_of_a_piece_is_refused(Shop shop) {
            Table table = Table.reserved(shop);
            for (String quantity : List.of("3", "0.5", "0", "-1")) {
                assertThat(shop.send(ShopRequest.voidLine(table.order, "1", quantity)
                                        .ifMatch(2))
                                .outcome())
                        .as(quantity)
                        .isEqualTo("422 validation-failed");
            }
        }

        @Test
        void the_whole_order_frees_everything(Shop shop) {
            Table table = Table.reserved(shop);

            assertThat(shop.require(200, ShopRequest.voidAll(table.order)).outcome())
                    .isEqualTo("200 VOIDED");
            assertThat(shop.require(200, ShopRequest.voidAll(table.order)).version())
                    .isEqualTo(3);

            assertThat(shop.send(ShopRequest.pay(table.order, "25.00")).outcome())
                    .isEqualTo("409 invalid-state");
            table.awaitLevels(Level.free("10"), Level.free("10"));
            table.assertNothingIsWrong();
        }

        @Test
        void a_line_of_a_draft_that_was_never_in_stock_stops_nothing(Shop shop) {
            String never = Shop.unique("never");
            shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + never, Map.of()));
            Table table = Table.reserved(shop);
            String draft = Shop.unique("draft");
            shop.require(
                    201,
                    ShopRequest.post(
                            "/v1/orders",
                            Map.of(
                                    "orderId",
                                    draft,
                                    "currency",
                                    "EUR",
                                    "place",
                                    false,
                                    "lines",
                                    List.of(new Line(never, "2", "1.00"), new Line(table.wine, "1", "1.00")))));
            shop.require(200, ShopRequest.voidLine(draft, "1", "2").ifMatch(1));
            shop.require(201, ShopRequest.post("/v1/orders/" + draft + "/place", Map.of()));
            shop.require(201, ShopRequest.pay(draft, "1.00"));
            shop.awaitLevel(table.wine, new Level("9", "2", "7"));
        }
    }

    @Nested
    class Refunding {

        @Test
        void all_of_it_refunds_the_order_and_puts_the_goods_back(Shop shop) {
            Table table = Table.reserved(shop);
            String payment = table.pay("25.00");
            ShopRequest refund = ShopRequest.refund(table.order, payment, "25.00", true);

            ShopAnswer refunded = shop.require(201, refund);

            assertThat(refunded.outcome()).isEqualTo("201 REFUNDED");
            assertThat(refunded.text("refundId")).isEqualTo(refund.field("refundId"));
            assertThat(refunded.header("Location"))
                    .isEqualTo("/v1/orders/" + table.order + "/payments/" + payment + "/refunds/"
                            + refund.field("refundId"));
            assertThat(refunded.text("paid")).isEqualTo("25.00");
            assertThat(refunded.text("refunded")).isEqualTo("25.00");
            assertThat(refunded.text("amountDue")).isEqualTo("0.00");
            assertThat(refunded.body().at("/payments/0/refunded").asString()).isEqualTo("25.00");
            table.awaitLevels(Level.free("10"), Level.free("10"));
            assertMoved(table, table.wine, "RESERVED 2 -> 2", "SOLD -2 -> 8", "RETURNED 2 -> 10");
            table.assertNothingIsWrong();
        }

        @Test
        void a_part_of_the_goods_comes_back_by_name(Shop shop) {
            Table table = Table.reserved(shop);
            String payment = table.pay("25.00");
            String refunds = "/v1/orders/" + table.order + "/payments/" + payment + "/refunds";
            Function<String, ShopRequest> oneBottle = amount -> ShopRequest.post(
                    refunds,
                    Map.of(
                            "amount",
                            amount,
                            "reason",
                            "corked",
                            "restock",
                            true,
                            "lines",
                            List.of(Map.of("lineId", "1", "quantity", "1"))));

            assertThat(shop.require(201, oneBottle.apply("10.00")).outcome()).isEqualTo("201 PAID");
            table.awaitLevels(Level.free("9"), Level.free("9"));
            shop.require(201, oneBottle.apply("5.00"));
            assertThat(shop.send(oneBottle.apply("5.00")).outcome()).isEqualTo("409 invalid-state");
            assertThat(shop.require(201, ShopRequest.refund(table.order, payment, "10.00", true))
                            .outcome())
                    .isEqualTo("201 REFUNDED");

            table.awaitLevels(Level.free("10"), Level.free("10"));
            table.assertNothingIsWrong();
        }

        @Test
        void goods_come_back_only_with_a_restock(Shop shop) {
            Table table = Table.reserved(shop);
            String payment = table.pay("25.00");
            ShopRequest request = ShopRequest.post(
                    "/v1/orders/" + table.order + "/payments/" + payment + "/refunds",
                    Map.of("amount", "1.00", "reason", "x", "lines", List.of(Map.of("lineId", "1"))));
            assertThat(shop.send(request).outcome()).isEqualTo("422 validation-failed");
        }

        @Test
        void more_than_is_left_of_the_payment_is_refused(Shop shop) {
            Table table = Table.reserved(shop);
            String first = table.pay("10.00");
            String second = table.pay("15.00");
            shop.require(201, ShopRequest.refund(table.order, first, "4.00", false));

            ShopAnswer refused = shop.send(ShopRequest.refund(table.order, first, "6.01", false));

            assertThat(refused.outcome()).isEqualTo("409 amount-mismatch");
            assertThat(refused.text("refundable")).isEqualTo("6.00");
            assertThat(shop.require(201, ShopRequest.refund(table.order, second, "15.00", false))
                            .outcome())
                    .isEqualTo("201 PAID");
            assertThat(shop.require(201, ShopRequest.refund(table.order, first, "6.00", false))
                            .outcome())
                    .isEqualTo("201 REFUNDED");
            table.awaitLevels(Level.free("8"), Level.free("9"));
            table.assertNothingIsWrong();
        }

        @Test
        void of_an_unknown_payment_is_not_found(Shop shop) {
            Table table = Table.reserved(shop);
            assertThat(shop.send(ShopRequest.refund(table.order, "none", "1.00", false))
                            .outcome())
                    .isEqualTo("404 not-found");
        }

        @Test
        void the_same_id_is_the_same_refund_even_under_another_key(Shop shop) {
            Table table = Table.reserved(shop);
            String payment = table.pay("25.00");
            ShopRequest refund = ShopRequest.refund(table.order, payment, "5.00", true);

            ShopAnswer first = shop.require(201, refund.withKey(Shop.unique("key")));
            ShopAnswer second = shop.require(201, refund.withKey(Shop.unique("key")));

            assertThat(second.body()).isEqualTo(first.body());
            assertThat(table.get().text("refunded")).isEqualTo("5.00");
            table.awaitLevels(Level.free("10"), Level.free("10"));
            table.assertNothingIsWrong();
        }

        @Test
        void of_a_completed_a_cancelled_a_voided_and_an_expired_order_gives_the_money_back(Shop shop) {
            Table completed = Table.reserved(shop);
            String all = completed.pay("25.00");
            shop.require(200, ShopRequest.post("/v1/orders/" + completed.order + "/complete", Map.of()));
            assertRefunded(completed, all, "25.00", "201 COMPLETED");

            Table cancelled = Table.reserved(shop);
            String part = cancelled.pay("10.00");
            shop.require(200, ShopRequest.cancel(cancelled.order));
            assertRefunded(cancelled, part, "10.00", "201 CANCELLED");

            Table voided = Table.reserved(shop);
            part = voided.pay("10.00");
            shop.require(200, ShopRequest.voidAll(voided.order));
            assertRefunded(voided, part, "10.00", "201 VOIDED");

            Table expired = Table.reserved(shop, "PT3S");
            part = expired.pay("10.00");
            AtOnce.at(expired.get().time("paymentDueAt"));
            assertRefunded(expired, part, "10.00", "201 EXPIRED");
        }

        private static void assertRefunded(Table table, String payment, String amount, String outcome) {
            assertThat(table.shop
                            .require(201, ShopRequest.refund(table.order, payment, amount, true))
                            .outcome())
                    .isEqualTo(outcome);
            assertThat(table.get().text("refunded")).isEqualTo(amount);
            table.awaitLevels(Level.free("10"), Level.free("10"));
            table.assertNothingIsWrong();
        }
    }

    @Nested
    class Extending {

        @Test
        void moves_the_deadline_of_the_order_and_of_its_holds(Shop shop) {
            Table table = Table.reserved(shop, "PT4S");
            Instant due = table.get().time("paymentDueAt");

            ShopAnswer extended = shop.require(200, ShopRequest.extend(table.order, "PT10M"));

            Instant later = due.plus(Duration.ofMinutes(10));
            assertThat(extended.time("paymentDueAt")).isEqualTo(later);
            AtOnce.at(due.plusMillis(700));
            assertThat(table.get().text("status")).isEqualTo("RESERVED");
            assertThat(shop.level(table.wine)).isEqualTo(new Level("10", "2", "8"));
            assertThat(shop.send(ShopRequest.issue(table.wine, "9")).outcome()).isEqualTo("409 insufficient-stock");
            table.assertNothingIsWrong();
            table.pay("25.00");
            table.awaitLevels(Level.free("8"), Level.free("9"));
        }

        @Test
        void ends_at_the_new_deadline(Shop shop) {
            Table table = Table.reserved(shop, "PT3S");

            ShopAnswer extended = shop.require(200, ShopRequest.extend(table.order, "PT1.5S"));

            AtOnce.at(extended.time("paymentDueAt"));
            assertThat(table.get().text("status")).isEqualTo("EXPIRED");
            table.awaitLevels(Level.free("10"), Level.free("10"));
            table.assertNothingIsWrong();
        }

        @Test
        void beyond_the_longest_window_is_refused(Shop shop) {
            Table table = Table.reserved(shop);
            for (String by : List.of("PT23H45M0.000001S", "P999999D", "PT0.5S")) {
                assertThat(shop.send(ShopRequest.extend(table.order, by)).outcome())
                        .as(by)
                        .isEqualTo("422 validation-failed");
            }
            shop.require(200, ShopRequest.extend(table.order, "PT23H45M"));
        }

        @Test
        void after_the_deadline_is_too_late(Shop shop) {
            Table table = Table.reserved(shop, "PT3S");
            AtOnce.at(table.get().time("paymentDueAt"));
            assertThat(shop.send(ShopRequest.extend(table.order, "PT10M")).outcome())
                    .isEqualTo("409 reservation-expired");
        }

        @Test
        void does_not_keep_a_reader_of_movements_waiting(Shop shop) {
            Table table = Table.reserved(shop);
            shop.require(200, ShopRequest.extend(table.order, "PT10M"));
            await().untilAsserted(() -> assertThat(shop.require(200, ShopRequest.get("/v1/stock/" + table.wine))
                            .version())
                    .isGreaterThan(3));
            String position = shop.require(200, ShopRequest.send(table.order)).header("X-Position");
            assertThat(position).isNotNull();
            shop.require(
                    200,
                    ShopRequest.get("/v1/movements?sku=" + table.wine)
                            .with("X-Min-Position", String.valueOf(position)));
        }
    }

    @Nested
    class Every_call {

        @Test
        void is_done_once_for_a_key(Shop shop) {
            Table table = Table.reserved(shop);
            String payment = table.pay("10.00");
            for (ShopRequest request : List.of(
                    ShopRequest.send(table.order),
                    ShopRequest.extend(table.order, "PT1M"),
                    ShopRequest.comp(table.order, "2").ifMatch(5),
                    ShopRequest.voidLine(table.order, "1", "1").ifMatch(6),
                    ShopRequest.refund(table.order, payment, "1.00", true))) {
                ShopRequest keyed = request.withKey(Shop.unique("key"));
                ShopAnswer first = shop.send(keyed);
                assertThat(first.status()).as("%s: %s", keyed, first).isIn(200, 201);
                ShopAnswer again = shop.send(keyed);
                assertThat(again.isReplayed()).as("%s", keyed).isTrue();
                assertThat(again.body()).isEqualTo(first.body());
                assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
                assertThat(again.header("Location")).isEqualTo(first.header("Location"));
                assertThat(again.status()).isEqualTo(first.status());
            }
        }

        @Test
        void of_a_stale_version_is_refused_with_what_was_missed(Shop shop) {
            Table table = Table.reserved(shop);
            String payment = table.pay("1.00");
            ShopAnswer before = table.get();
            for (ShopRequest request : List.of(
                    ShopRequest.send(table.order),
                    ShopRequest.extend(table.order, "PT1M"),
                    ShopRequest.comp(table.order, "2"),
                    ShopRequest.voidLine(table.order, "1", "1"),
                    ShopRequest.voidAll(table.order),
                    ShopRequest.refund(table.order, payment, "1.00", false))) {
                ShopAnswer refused = shop.require(412, request.ifMatch(2));
                assertThat(refused.outcome()).isEqualTo("412 version-conflict");
                assertThat(refused.body().required("missedEvents").toString())
                        .isEqualTo("[{\"type\":\"PaymentReceived\",\"version\":3}]");
            }
            assertThat(table.get().body()).isEqualTo(before.body());
        }

        @Test
        void that_takes_something_off_must_name_the_version(Shop shop) {
            Table table = Table.reserved(shop);
            assertThat(shop.send(ShopRequest.comp(table.order, "1")).outcome()).isEqualTo("428 version-required");
            assertThat(shop.send(ShopRequest.voidLine(table.order, "1", "1")).outcome())
                    .isEqualTo("428 version-required");
        }

        @Test
        void that_changes_a_settled_order_is_refused_before_its_version_counts(Shop shop) {
            Table table = Table.reserved(shop);
            table.pay("25.00");
            for (ShopRequest request : List.of(
                    ShopRequest.extend(table.order, "PT1M"),
                    ShopRequest.comp(table.order, "2"),
                    ShopRequest.voidLine(table.order, "1", "1"),
                    ShopRequest.voidAll(table.order),
                    ShopRequest.addLines(table.order, new Line(table.wine, "1", "1.00")))) {
                ShopAnswer refused = shop.send(request.ifMatch(1));
                assertThat(refused.outcome()).as("%s", request).isEqualTo("409 invalid-state");
                assertThat(refused.text("currentStatus")).isEqualTo("PAID");
            }
        }

        @Test
        void of_an_unknown_order_is_not_found(Shop shop) {
            for (ShopRequest request : List.of(
                    ShopRequest.send("none"),
                    ShopRequest.extend("none", "PT1M"),
                    ShopRequest.comp("none", "2"),
                    ShopRequest.voidLine("none", "1", "1"),
                    ShopRequest.voidAll("none"),
                    ShopRequest.refund("none", "p", "1.00", false))) {
                assertThat(shop.send(request.ifMatch(1)).outcome()).isEqualTo("404 not-found");
            }
        }

        @Test
        void with_an_unknown_field_is_malformed(Shop shop) {
            Table table = Table.reserved(shop);
            for (String path :
                    List.of("/send", "/comps", "/voids", "/void", "/reservation/extensions", "/payments/p/refunds")) {
                assertThat(shop.send(ShopRequest.post("/v1/orders/" + table.order + path, Map.of("colour", "red")))
                                .outcome())
                        .isEqualTo("400 malformed-request");
            }
        }
    }

    private static void assertMoved(Table table, String sku, String... movements) {
        await().untilAsserted(() -> assertThat(table.shop
                        .require(200, ShopRequest.get("/v1/movements?sku=" + sku + "&orderId=" + table.order))
                        .body()
                        .required("items")
                        .valueStream()
                        .map(item -> item.required("kind").asString() + " "
                                + item.required("quantity").asString() + " -> "
                                + item.required("balance").asString()))
                .containsExactly(movements));
    }
}
