package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockItemId;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.ReturnedLine;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The goods that are to come back by a refund and are not on the shelf yet: just as many do, and just once. */
final class ReturnBook {

    private record Return(String orderId, String refundId, StockItemId item) {}

    private record Expected(BigDecimal quantity, EventRef refund) {}

    private final Map<Return, Expected> expected = new HashMap<>();
    private final Scope scope;
    private final Findings findings;

    ReturnBook(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    void expect(EventRef ref, GoodsReturned event) {
        for (ReturnedLine line : event.lines()) {
            if (scope.covers(line.sku())) {
                StockItemId item = new StockItemId(line.sku(), line.location());
                expected.merge(
                        new Return(event.orderId(), event.refundId(), item),
                        new Expected(line.quantity(), ref),
                        (one, other) -> new Expected(one.quantity().add(other.quantity()), ref));
            }
        }
    }

    void returned(EventRef ref, StockReturned event) {
        Expected wanted = expected.remove(new Return(event.holder(), event.ref(), event.item()));
        BigDecimal quantity = wanted == null ? ZERO : wanted.quantity();
        if (quantity.compareTo(event.quantity()) != 0) {
            Discrepancy found = differs(event.item(), event.holder(), quantity, event.quantity(), ref);
            findings.add(wanted == null ? found : found.behind(wanted.refund()));
        }
    }

    /** Whatever the process should have put back by now. */
    void close(long reservationReached) {
        expected.forEach((back, wanted) -> {
            if (wanted.refund().position() <= reservationReached) {
                findings.add(differs(back.item(), back.orderId(), wanted.quantity(), ZERO, wanted.refund()));
            }
        });
    }

    private static Discrepancy differs(
            StockItemId item, String orderId, BigDecimal wanted, BigDecimal there, EventRef ref) {
        return Discrepancy.of(Kind.RETURNED_DIFFERS_FROM_REFUND, Subject.hold(item, orderId), wanted, there)
                .behind(List.of(ref));
    }
}
