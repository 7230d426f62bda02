package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Holds what customers were answered against what the nodes say when all is over. */
final class Reckoning {

    private static final int AT_A_TIME = 8;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    private final Shop nodes;
    private final Map<ShopRequest, ShopAnswer> answers;
    /** The last status that each order was acknowledged to have. */
    private final Map<String, String> acknowledged = new HashMap<>();

    Reckoning(Shop nodes, Map<ShopRequest, ShopAnswer> answers) {
        this.nodes = nodes;
        this.answers = answers;
        answers.forEach((request, answer) -> {
            if (request.path().equals("/v1/orders")) {
                acknowledged.putIfAbsent(request.field("orderId"), statusOf(answer));
            } else if (request.path().startsWith("/v1/orders/") && answer.status() < 300) {
                acknowledged.put(Path.of(request.path()).getName(2).toString(), answer.text("status"));
            }
        });
    }

    /** A placing that was under way for longer than its payment window came too late. */
    private static String statusOf(ShopAnswer placing) {
        return switch (placing.outcome()) {
            case "201 RESERVED" -> "RESERVED";
            case "409 insufficient-stock" -> "REJECTED";
            case "409 reservation-expired" -> "EXPIRED";
            default -> throw new AssertionError(placing);
        };
    }

    /** Whoever asks again gets the first answer, from any node. */
    void eachAnswerStands() {
        List<ShopRequest> requests = List.copyOf(answers.keySet());
        AtOnce.rounds(requests.size(), AT_A_TIME, i -> {
            ShopAnswer first = Objects.requireNonNull(answers.get(requests.get(i)));
            ShopAnswer again = nodes.send(requests.get(i));
            assertThat(again.outcome()).as("%s", requests.get(i)).isEqualTo(first.outcome());
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(again.isReplayed()).as("%s", again).isTrue();
        });
    }

    /**
     * Each order is as it was acknowledged, or expired because it was not paid: once, and not long after its deadline.
     *
     * @param within of the deadline, or of the time since which the service could be used again if that was later
     */
    void eachOrderIsAsAcknowledged(Duration within, Instant usableSince) {
        List<String> orders = List.copyOf(acknowledged.keySet());
        AtOnce.rounds(orders.size(), AT_A_TIME, i -> {
            ShopAnswer order = nodes.order(orders.get(i));
            String status = Objects.requireNonNull(acknowledged.get(orders.get(i)));
            if (status.equals("RESERVED") && order.text("status").equals("EXPIRED")) {
                expiredInTime(order, within, usableSince);
            } else {
                assertThat(order.text("status")).as("%s", order).isEqualTo(status);
            }
            if (status.equals("PAID")) {
                assertThat(order.body().required("payments")).hasSize(1);
                nodes.assertPaidInFull(orders.get(i));
            }
        });
        assertThat(acknowledged.values()).contains("PAID", "RESERVED", "CANCELLED");
    }

    private void expiredInTime(ShopAnswer order, Duration within, Instant usableSince) {
        String orderId = order.text("orderId");
        List<Instant> expiries = await().atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> expiries(orderId), found -> !found.isEmpty());
        Instant due = order.time("paymentDueAt");
        assertThat(expiries).as(orderId).hasSize(1);
        assertThat(expiries.getFirst())
                .as("%s was due at %s", orderId, due)
                .isBetween(due, (due.isAfter(usableSince) ? due : usableSince).plus(within));
    }

    /** When its events say that it expired. */
    private List<Instant> expiries(String orderId) {
        return nodes.require(200, ShopRequest.get("/v1/orders/" + orderId + "/events"))
                .body()
                .required("items")
                .valueStream()
                .filter(event -> event.required("type").asString().equals("OrderExpired"))
                .map(event -> Instant.parse(event.required("at").asString()))
                .toList();
    }

    /** What is on hand is what was received without what was acknowledged to be sold or issued. */
    void stockIsWhatWasAcknowledged(String sku, int received) {
        BigDecimal onHand = answers.entrySet().stream()
                .map(each -> effectOn(sku, each.getKey(), each.getValue()))
                .reduce(new BigDecimal(received), BigDecimal::add);
        await().atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(new BigDecimal(nodes.level(sku).onHand()))
                        .as(sku)
                        .isEqualByComparingTo(onHand));
        nodes.awaitConserved(sku);
    }

    private static BigDecimal effectOn(String sku, ShopRequest request, ShopAnswer answer) {
        if (answer.status() >= 300) {
            return BigDecimal.ZERO;
        }
        if (request.path().equals("/v1/stock/" + sku + "/receipts")) {
            return BigDecimal.ONE;
        }
        if (request.path().equals("/v1/stock/" + sku + "/issues")) {
            return BigDecimal.ONE.negate();
        }
        return request.path().endsWith("/payments") ? soldOf(sku, answer).negate() : BigDecimal.ZERO;
    }

    private static BigDecimal soldOf(String sku, ShopAnswer order) {
        return order.body()
                .required("lines")
                .valueStream()
                .filter(line -> line.required("sku").asString().equals(sku))
                .map(line -> new BigDecimal(line.required("quantity").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The audit finds nothing anywhere, with all read models at the last event, and the list shows the orders' events. */
    void readModelsAreEqualToTheEvents() {
        await().atMost(SETTLED_WITHIN).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            ShopAnswer audit = nodes.require(200, ShopRequest.get("/v1/audit/conservation"));
            assertThat(audit.body().required("discrepancies")).as("%s", audit).isEmpty();
            assertThat(audit.body().required("readModelPosition"))
                    .isEqualTo(audit.body().required("position"));
        });
        await().atMost(SETTLED_WITHIN).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            ShopAnswer page = nodes.require(200, ShopRequest.get("/v1/orders?limit=100"));
            List<JsonNode> rows = page.body().required("items").valueStream().toList();
            assertThat(rows).isNotEmpty().allSatisfy(this::isAsItsEvents);
        });
    }

    private void isAsItsEvents(JsonNode row) {
        assertThat(nodes.order(row.required("orderId").asString()).body()).isEqualTo(row);
    }
}
