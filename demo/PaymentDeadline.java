import java.time.Duration;
import java.time.Instant;

/** A customer who leaves without paying, and one who waits for the piece. */
final class PaymentDeadline implements Scene {

    @Override
    public String name() {
        return "payment-deadline";
    }

    @Override
    public String tells() {
        return "a customer holds the last piece and forgets to pay within three seconds";
    }

    @Override
    public void play(Options options, Report report) {
        Shop shop = options.shop();
        String sku = shop.stock("painting", 1);
        String forgotten = Shop.unique("forgotten");
        Shop.Answer held = shop.require(201, Shop.Ask.place(forgotten, sku, 1, "900.00", "PT3S"));
        report.check("the piece", "1 on hand, 1 held, 0 available", shop.level(sku));
        report.check("another customer", "409 insufficient-stock",
                shop.send(Shop.Ask.place(Shop.unique("second"), sku, 1, "900.00", "PT15M")).outcome());

        Instant due = Instant.parse(held.text("paymentDueAt"));
        report.say("the payment is due at " + due + "; nobody does anything");
        Shop.pause(Duration.between(Instant.now(), due).plusMillis(5));
        String lucky = Shop.unique("third");
        report.check("a third customer at that instant", "201 RESERVED",
                shop.send(Shop.Ask.place(lucky, sku, 1, "900.00", "PT15M")).outcome());
        report.check("the forgotten order", "EXPIRED", Shop.settled("EXPIRED", () -> shop.status(forgotten)));
        report.check("the late payment", "409 reservation-expired",
                shop.send(Shop.Ask.pay(forgotten, "900.00")).outcome());
        report.check("the third customer pays", "201 PAID", shop.send(Shop.Ask.pay(lucky, "900.00")).outcome());
        report.check("discrepancies found by the audit", "0", shop.discrepancies(sku));
    }
}
