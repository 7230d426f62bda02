package holdfast.app.audit;

import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The goods that left one location and have not arrived at the other; what left arrives once, all of it, and there. */
final class Transit {

    private record Sent(StockItemId from, String to, BigDecimal quantity, EventRef ref) {}

    private final Map<String, Sent> underway = new LinkedHashMap<>();

    void send(EventRef ref, StockTransferredOut e) {
        underway.put(e.transferId(), new Sent(e.item(), e.to(), e.quantity(), ref));
    }

    void arrive(EventRef ref, StockTransferredIn e, Findings findings) {
        Sent sent = underway.remove(e.transferId());
        if (sent == null || !isOf(sent, e)) {
            String expected =
                    sent == null ? null : text(sent.quantity(), sent.from().location(), sent.to());
            String actual = text(e.quantity(), e.from(), e.location());
            Discrepancy found = Discrepancy.of(Kind.ARRIVED_NOT_SENT, Subject.item(e.item()), expected, actual)
                    .behind(ref);
            findings.add(sent == null ? found : found.behind(sent.ref()));
        }
    }

    private static boolean isOf(Sent sent, StockTransferredIn e) {
        return sent.from().equals(new StockItemId(e.sku(), e.from()))
                && sent.to().equals(e.location())
                && sent.quantity().compareTo(e.quantity()) == 0;
    }

    private static @Nullable String text(BigDecimal quantity, String from, String to) {
        return quantity.stripTrailingZeros().toPlainString() + " from " + from + " to " + to;
    }

    /** Finds what should have arrived by now. */
    void check(long reached, Findings findings) {
        underway.values().stream()
                .filter(sent -> sent.ref().position() <= reached)
                .forEach(sent -> findings.add(Discrepancy.of(
                                Kind.TRANSFER_NOT_ARRIVED,
                                Subject.item(new StockItemId(sent.from().sku(), sent.to())),
                                sent.quantity(),
                                0)
                        .behind(sent.ref())));
    }
}
