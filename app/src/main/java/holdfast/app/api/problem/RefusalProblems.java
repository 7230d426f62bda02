package holdfast.app.api.problem;

import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartRefusal;
import holdfast.order.OrderRefusal;
import holdfast.order.OrderStatus;
import holdfast.order.Shortage;
import holdfast.order.session.SessionRefusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Tells callers what the domain refused, one problem type for each refusal. */
public final class RefusalProblems {

    private RefusalProblems() {}

    /** The problem of an {@code OrderRefusal}, {@code StockRefusal}, {@code SessionRefusal} or {@code CartRefusal}. */
    public static Problem of(Exception refusal) {
        return switch (refusal) {
            case OrderRefusal order -> ofOrder(order);
            case StockRefusal stock -> ofStock(stock);
            case SessionRefusal session -> ofSession(session);
            case CartRefusal cart -> ofCart(cart);
            default -> throw new IllegalArgumentException("Not a refusal", refusal);
        };
    }

    /**
     * The problem, when a repeated request must get it again: conflicts decided by the domain stay, while the others are
     * open to a corrected request.
     */
    public static Optional<Problem> lasting(Exception refusal) {
        if (refusal instanceof OrderRefusal.StockNeeded || refusal instanceof StockRefusal.LapsedHoldsInTheWay) {
            return Optional.empty(); // steps on the way to an answer
        }
        return Optional.of(of(refusal)).filter(problem -> problem.type().status() == HttpStatus.CONFLICT);
    }

    private static Problem ofOrder(OrderRefusal refusal) {
        String detail = detail(refusal);
        return switch (refusal) {
            case OrderRefusal.InvalidState e -> invalidState(e.status(), detail);
            case OrderRefusal.AlreadyPaid e ->
                ProblemType.ALREADY_PAID.because(detail).with("currentStatus", e.status());
            case OrderRefusal.ReservationExpired _ -> ProblemType.RESERVATION_EXPIRED.because(detail);
            case OrderRefusal.AmountMismatch e ->
                ProblemType.AMOUNT_MISMATCH.because(detail).with("amountDue", e.amountDue());
            case OrderRefusal.MoreThanRefundable e ->
                ProblemType.AMOUNT_MISMATCH.because(detail).with("refundable", e.refundable());
            case OrderRefusal.UnknownPayment _ -> ProblemType.NOT_FOUND.because(detail);
            case OrderRefusal.WindowTooLong _ -> invalid("by", detail);
            case OrderRefusal.InvalidQuantity e -> invalid(e.field(), detail);
            case OrderRefusal.AlreadyExists _ -> ProblemType.ALREADY_EXISTS.because(detail);
            case OrderRefusal.UnknownLine _ -> ProblemType.NOT_FOUND.because(detail);
            case OrderRefusal.InvalidAmount e -> invalid(e.field(), detail);
            case OrderRefusal.TooManyLines _ -> invalid("lines", detail);
            case OrderRefusal.StaleVersion e -> versionConflict(e.current(), detail);
            case OrderRefusal.StockNeeded _ -> throw new IllegalArgumentException("A step, not an answer", refusal);
        };
    }

    private static Problem ofStock(StockRefusal refusal) {
        String detail = detail(refusal);
        return switch (refusal) {
            case StockRefusal.UnknownSku _ -> ProblemType.NOT_FOUND.because(detail);
            case StockRefusal.TooManyDecimals e -> invalid(e.field(), detail);
            case StockRefusal.ScaleLowered _ -> ProblemType.INVALID_STATE.because(detail);
            case StockRefusal.InsufficientStock e -> insufficientStock(List.of(shortage(e)), null);
            case StockRefusal.StaleVersion e -> versionConflict(e.current(), detail);
            case StockRefusal.LapsedHoldsInTheWay e -> ProblemType.UNAVAILABLE.because(detail);
        };
    }

    private static Problem ofSession(SessionRefusal refusal) {
        String detail = detail(refusal);
        return switch (refusal) {
            case SessionRefusal.InvalidState e ->
                ProblemType.INVALID_STATE.because(detail).with("currentStatus", e.status());
            case SessionRefusal.StaleVersion e -> versionConflict(e.current(), detail);
        };
    }

    private static Problem ofCart(CartRefusal refusal) {
        String detail = detail(refusal);
        return switch (refusal) {
            case CartRefusal.AlreadyExists _ -> ProblemType.ALREADY_EXISTS.because(detail);
            case CartRefusal.InvalidState e ->
                ProblemType.INVALID_STATE.because(detail).with("currentStatus", e.status());
            case CartRefusal.Expired _ -> ProblemType.RESERVATION_EXPIRED.because(detail);
            case CartRefusal.WindowTooLong _ -> invalid("by", detail);
            case CartRefusal.StaleVersion e -> versionConflict(e.current(), detail);
        };
    }

    public static Problem invalidState(@Nullable OrderStatus status, String detail) {
        return ProblemType.INVALID_STATE.because(detail).with("currentStatus", status);
    }

    public static Problem versionConflict(long current, String detail) {
        return ProblemType.VERSION_CONFLICT.because(detail).with("currentVersion", current);
    }

    /** The refusal of stock, with the order that it was refused to if there is one. */
    public static Problem insufficientStock(List<Shortage> shortages, @Nullable String orderId) {
        Problem problem = ProblemType.INSUFFICIENT_STOCK
                .because("Less is available than was asked for.")
                .with("shortages", shortages);
        return orderId == null ? problem : problem.with("orderId", orderId);
    }

    private static Shortage shortage(StockRefusal.InsufficientStock e) {
        BigDecimal requested = e.requested();
        return new Shortage(e.item().sku(), e.item().location(), requested, e.available());
    }

    private static Problem invalid(String field, String message) {
        return ProblemType.VALIDATION_FAILED
                .because(message)
                .with("errors", List.of(Map.of("field", field, "message", message)));
    }

    private static String detail(Exception refusal) {
        String message = refusal.getMessage();
        return message == null ? "Refused." : message + ".";
    }
}
