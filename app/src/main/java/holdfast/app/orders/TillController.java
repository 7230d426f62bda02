package holdfast.app.orders;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.api.ExpectedVersion;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.Calls;
import holdfast.order.OrderCommand;
import holdfast.order.OrderCommand.CompLine;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderCommand.SendLines;
import holdfast.order.OrderCommand.VoidLine;
import holdfast.order.OrderCommand.VoidOrder;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Translates between HTTP and what a till does with an order that is being served, paid, or brought back. */
@RestController
@RequestMapping("/v1/orders/{orderId}")
class TillController {

    private static final int OK = 200;

    private final Calls calls;
    private final OrderDesk desk;
    private final LineChecks lineChecks;
    private final OrderSettings settings;

    TillController(Calls calls, OrderDesk desk, LineChecks lineChecks, OrderSettings settings) {
        this.calls = calls;
        this.desk = desk;
        this.lineChecks = lineChecks;
        this.settings = settings;
    }

    @PostMapping("/send")
    ResponseEntity<?> send(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody(required = false) TillRequests.@Nullable Send body) {
        List<String> lineIds = body == null ? List.of() : Objects.requireNonNullElse(body.lineIds(), List.of());
        return reply(call, orderId, () -> new SendLines(orderId, lineIds, version.value(), call.at()));
    }

    @PostMapping("/comps")
    ResponseEntity<?> comp(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody TillRequests.Comp body) {
        return reply(
                call,
                orderId,
                () -> new CompLine(orderId, body.lineId(), body.reason(), version.required(), call.at()));
    }

    @PostMapping("/voids")
    ResponseEntity<?> voidLine(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody TillRequests.VoidLine body) {
        return reply(call, orderId, () -> {
            long expected = version.required();
            requireScale(orderId, body.lineId(), body.quantity());
            return new VoidLine(orderId, newId(), body.lineId(), body.quantity(), body.reason(), expected, call.at());
        });
    }

    @PostMapping("/void")
    ResponseEntity<?> voidAll(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody(required = false) OrderRequests.@Nullable Reason body) {
        String reason = body == null ? null : body.reason();
        return reply(call, orderId, () -> new VoidOrder(orderId, reason, version.value(), call.at()));
    }

    @PostMapping("/reservation/extensions")
    ResponseEntity<?> extend(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody TillRequests.Extend body) {
        return reply(
                call,
                orderId,
                () -> new ExtendReservation(
                        orderId, body.by(), settings.maxPaymentWindow(), version.value(), call.at()));
    }

    private ResponseEntity<?> reply(Call call, String orderId, Supplier<OrderCommand> command) {
        return calls.reply(call, orderId, () -> desk.send(call, command.get(), Answer.OfOrder.pending(OK, orderId)));
    }

    @PostMapping("/payments/{paymentId}/refunds")
    ResponseEntity<?> refund(
            Call call,
            @PathVariable @Identifier String orderId,
            @PathVariable @Identifier String paymentId,
            ExpectedVersion version,
            @Valid @RequestBody TillRequests.Refund body) {
        String refundId = body.refundId() == null ? newId() : body.refundId();
        return calls.reply(call, orderId, () -> {
            requireReturnable(orderId, body);
            RefundPayment command = new RefundPayment(
                    orderId,
                    paymentId,
                    refundId,
                    body.amount(),
                    body.reason(),
                    body.isRestock(),
                    body.returns(),
                    version.value(),
                    call.at());
            return desk.send(call, command, new Answer.OfRefund(orderId, paymentId, refundId, 0));
        });
    }

    private void requireReturnable(String orderId, TillRequests.Refund body) {
        if (!body.returned().isEmpty() && !body.isRestock()) {
            throw ProblemType.VALIDATION_FAILED
                    .because("Lines come back only with a restock.")
                    .with("errors", List.of(Map.of("field", "restock", "message", "must be true when lines come back")))
                    .exception();
        }
        body.returned().forEach(line -> requireScale(orderId, line.lineId(), line.quantity()));
    }

    private void requireScale(String orderId, String lineId, @Nullable BigDecimal quantity) {
        if (quantity != null) {
            desk.current(orderId).lines().find(lineId).ifPresent(line -> lineChecks.require(line.sku(), quantity));
        }
    }

    private static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
