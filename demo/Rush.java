import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** More customers than pieces, all at the same instant. */
final class Rush implements Scene {

    private static final int CUSTOMERS = 100;
    private static final int PIECES = 50;

    @Override
    public String name() {
        return "rush";
    }

    @Override
    public String tells() {
        return "100 customers order the last 50 pieces at the same instant";
    }

    @Override
    public void play(Options options, Report report) throws Exception {
        Shop shop = options.shop();
        String sku = shop.stock("console", PIECES);
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            orders.add(Shop.unique("rush"));
        }
        List<Shop.Answer> answers = Together.all(CUSTOMERS, report, "customers answered:",
                i -> shop.send(Shop.Ask.place(orders.get(i), sku, 1, "499.00", "PT15M")));

        report.check("who got one", tally("201 RESERVED", 50, "409 insufficient-stock", 50), tally(answers));
        report.check("stock while they go to pay", "50 on hand, 50 held, 0 available", shop.level(sku));
        List<String> winners = orders.stream()
                .filter(order -> answers.get(orders.indexOf(order)).status() == 201)
                .toList();
        List<Shop.Answer> payments = Together.all(winners.size(), report, "payments answered:",
                i -> shop.send(Shop.Ask.pay(winners.get(i), "499.00")));
        report.check("payments", tally("201 PAID", 50), tally(payments));
        String empty = "0 on hand, 0 held, 0 available";
        report.check("stock in the end, never below zero", empty, Shop.settled(empty, () -> shop.level(sku)));
        report.check("discrepancies found by the audit", "0", shop.discrepancies(sku));
    }

    /** How many are expected of each outcome. */
    static Map<String, Long> tally(Object... outcomesAndCounts) {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < outcomesAndCounts.length; i += 2) {
            counts.put((String) outcomesAndCounts[i], ((Integer) outcomesAndCounts[i + 1]).longValue());
        }
        return counts;
    }

    static Map<String, Long> tally(List<Shop.Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(Shop.Answer::outcome, TreeMap::new, Collectors.counting()));
    }
}
