package holdfast.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The money of an order, in its currency: what was taken, and what of it was given back. */
public record Payments(List<Payment> all, List<Refund> refunds) {

    static final Payments NONE = new Payments(List.of(), List.of());

    Payments plus(Payment payment) {
        return new Payments(Stream.concat(all.stream(), Stream.of(payment)).toList(), refunds);
    }

    Payments plus(Refund refund) {
        return new Payments(
                all, Stream.concat(refunds.stream(), Stream.of(refund)).toList());
    }

    Payments withReturned(String refundId, List<ReturnedLine> lines) {
        List<Refund> changed = refunds.stream()
                .map(refund -> refund.refundId().equals(refundId) ? refund.withReturned(lines) : refund)
                .toList();
        return new Payments(all, changed);
    }

    Optional<Payment> find(String paymentId) {
        return all.stream()
                .filter(payment -> payment.paymentId().equals(paymentId))
                .findFirst();
    }

    Optional<Refund> refund(String refundId) {
        return refunds.stream()
                .filter(refund -> refund.refundId().equals(refundId))
                .findFirst();
    }

    /** What was taken, gross. */
    BigDecimal paid(String currency) {
        return all.stream().map(Payment::amount).reduce(Amounts.zero(currency), BigDecimal::add);
    }

    BigDecimal refunded(String currency) {
        return sum(refunds.stream(), currency);
    }

    BigDecimal refundedOf(String paymentId, String currency) {
        return sum(refunds.stream().filter(refund -> refund.paymentId().equals(paymentId)), currency);
    }

    private static BigDecimal sum(Stream<Refund> refunds, String currency) {
        return refunds.map(Refund::amount).reduce(Amounts.zero(currency), BigDecimal::add);
    }

    /** What of a line came back. */
    BigDecimal returnedOf(String lineId) {
        return refunds.stream()
                .flatMap(refund -> refund.returned().stream())
                .filter(line -> line.lineId().equals(lineId))
                .map(ReturnedLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
