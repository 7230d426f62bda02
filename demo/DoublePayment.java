import java.util.List;

/** Two terminals charge one order, and a terminal that got no answer charges again. */
final class DoublePayment implements Scene {

    @Override
    public String name() {
        return "double-payment";
    }

    @Override
    public String tells() {
        return "two terminals charge the same order at the same instant, then one of them retries";
    }

    @Override
    public void play(Options options, Report report) throws Exception {
        Shop shop = options.shop();
        String sku = shop.stock("menu", 10);
        String order = Shop.unique("table");
        shop.require(201, Shop.Ask.place(order, sku, 2, "18.50", "PT15M"));
        List<Shop.Ask> charges = List.of(Shop.Ask.pay(order, "37.00"), Shop.Ask.pay(order, "37.00"));
        List<Shop.Answer> answers = Together.all(2, report, "terminals answered:", i -> shop.send(charges.get(i)));

        report.check("terminals", Rush.tally("201 PAID", 1, "409 already-paid", 1), Rush.tally(answers));
        int winner = answers.get(0).status() == 201 ? 0 : 1;
        Shop.Answer again = shop.send(charges.get(winner));
        report.check("the winner retries with its key", "201 PAID, the first answer again",
                again.outcome() + (again.replayed() ? ", the first answer again" : ", a new answer"));
        Shop.Answer now = shop.require(200, Shop.Ask.get("/v1/orders/" + order));
        report.check("charged", "37.00 of 37.00", now.text("paid") + " of " + now.text("total"));
        String sold = "8 on hand, 0 held, 8 available";
        report.check("stock", sold, Shop.settled(sold, () -> shop.level(sku)));
        report.check("discrepancies found by the audit", "0", shop.discrepancies(sku));
    }
}
