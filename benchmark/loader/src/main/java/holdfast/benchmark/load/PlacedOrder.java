package holdfast.benchmark.load;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An order as a caller asks for it. */
record PlacedOrder(String orderId, List<Line> lines) {

    private static final int MAX_QUANTITY = 3;
    private static final int MIN_CENTS = 100;
    private static final int MAX_CENTS = 10_000;

    record Line(Item item, int quantity, int cents) {

        String json() {
            return "{\"sku\":\"" + item.sku() + "\",\"quantity\":\"" + quantity + "\",\"unitPrice\":\"" + amount(cents)
                    + "\"}";
        }
    }

    static PlacedOrder random(String orderId, List<Item> items, int lines, RandomGenerator random) {
        return new PlacedOrder(
                orderId,
                IntStream.range(0, lines)
                        .mapToObj(_ -> new Line(
                                items.get(random.nextInt(items.size())),
                                random.nextInt(1, MAX_QUANTITY + 1),
                                random.nextInt(MIN_CENTS, MAX_CENTS)))
                        .toList());
    }

    /** The payment window is longer than any benchmark, so that nothing expires while stock is compared. */
    String json() {
        return "{\"orderId\":\"" + orderId + "\",\"customerId\":\"customer-1\",\"currency\":\"EUR\",\"lines\":"
                + lines.stream().map(Line::json).collect(Collectors.joining(",", "[", "]"))
                + ",\"paymentWindow\":\"PT20H\"}";
    }

    String paymentJson() {
        long cents = lines.stream()
                .mapToLong(line -> (long) line.quantity() * line.cents())
                .sum();
        return "{\"paymentId\":\"p-" + orderId + "\",\"amount\":\"" + amount(cents) + "\",\"method\":\"CARD\"}";
    }

    void countReserved() {
        lines.forEach(line -> line.item().reserve(line.quantity()));
    }

    void countSold() {
        lines.forEach(line -> line.item().sell(line.quantity()));
    }

    private static String amount(long cents) {
        long rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
