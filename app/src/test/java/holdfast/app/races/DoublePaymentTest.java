package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class DoublePaymentTest {

    @Test
    void of_five_terminals_that_charge_one_order_at_once_one_does(Shop shop) {
        AtOnce.rounds(20, 2, _ -> {
            String sku = shop.stock("soup", "3");
            String order = reserved(shop, sku);

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(ShopRequest.pay(order, "12.50")));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly(
                            "201 PAID", "409 already-paid", "409 already-paid", "409 already-paid", "409 already-paid");
            assertOnePayment(shop, order, sku);
        });
    }

    @Test
    void one_key_sent_five_times_at_once_charges_once(Shop shop) {
        AtOnce.rounds(20, 2, _ -> {
            String sku = shop.stock("soup", "3");
            String order = reserved(shop, sku);
            ShopRequest payment = ShopRequest.pay(order, "12.50").withKey(Shop.unique("key"));

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(payment));

            assertThat(answers).extracting(ShopAnswer::outcome).containsOnly("201 PAID", "409 request-in-flight");
            assertThat(answers.stream().filter(answer -> answer.status() == 201 && !answer.isReplayed()))
                    .hasSize(1);
            assertOnePayment(shop, order, sku);
            assertThat(shop.require(201, payment).isReplayed()).isTrue();
        });
    }

    @Test
    void one_payment_under_five_keys_charges_once(Shop shop) {
        AtOnce.rounds(10, 2, _ -> {
            String sku = shop.stock("soup", "3");
            String order = reserved(shop, sku);
            ShopRequest payment = ShopRequest.pay(order, "12.50");

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(payment));

            assertThat(answers).extracting(ShopAnswer::outcome).containsOnly("201 PAID");
            assertOnePayment(shop, order, sku);
        });
    }

    @Test
    void part_payments_at_once_never_take_more_than_the_total(Shop shop) {
        AtOnce.rounds(10, 2, _ -> {
            String sku = shop.stock("soup", "3");
            String order = reserved(shop, sku);

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(ShopRequest.pay(order, "5.00")));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly(
                            "201 RESERVED",
                            "201 RESERVED",
                            "409 amount-mismatch",
                            "409 amount-mismatch",
                            "409 amount-mismatch");
            assertThat(shop.order(order).text("amountDue")).isEqualTo("2.50");
            shop.require(201, ShopRequest.pay(order, "2.50"));
            shop.assertPaidInFull(order);
            shop.awaitLevel(sku, Level.free("2"));
        });
    }

    private static String reserved(Shop shop, String sku) {
        String order = Shop.unique("table-4");
        shop.require(201, ShopRequest.place(order, new Line(sku, "1", "12.50")));
        return order;
    }

    private static void assertOnePayment(Shop shop, String order, String sku) {
        shop.assertPaidInFull(order);
        assertThat(shop.order(order).text("paid")).isEqualTo("12.50");
        assertThat(shop.order(order).body().required("payments")).hasSize(1);
        shop.awaitLevel(sku, Level.free("2"));
    }
}
