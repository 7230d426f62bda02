package holdfast.app.orders;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.api.ExpectedVersion;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.Calls;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.CompleteOrder;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceDraft;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderCommand.RemoveLine;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Translates between HTTP and the commands of orders. */
@RestController
@RequestMapping("/v1/orders")
class OrderController {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final Calls calls;
    private final OrderDesk desk;
    private final LineChecks lineChecks;
    private final TakeOvers takeOvers;
    private final OrderSettings settings;

    OrderController(Calls calls, OrderDesk desk, LineChecks lineChecks, TakeOvers takeOvers, OrderSettings settings) {
        this.calls = calls;
        this.desk = desk;
        this.lineChecks = lineChecks;
        this.takeOvers = takeOvers;
        this.settings = settings;
    }

    @PostMapping
    ResponseEntity<?> create(
            Call call,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @Valid @RequestBody OrderRequests.Create body) {
        String orderId = body.orderId() == null ? newId() : body.orderId();
        return calls.reply(call, orderId, () -> {
            requireWindow(body);
            lineChecks.require(body.lines());
            takeOvers.require(body);
            return body.isPlaced() ? place(call, orderId, body, prefersAsync(prefer)) : draft(call, orderId, body);
        });
    }

    private Answer draft(Call call, String orderId, OrderRequests.Create body) {
        DraftOrder command = new DraftOrder(
                orderId,
                body.customerId(),
                body.tab(),
                body.currency(),
                newLines(body.lines()),
                body.paymentWindow(),
                call.at());
        return desk.send(call, command, new Answer.OfOrder(CREATED, OK, orderId, 0, null));
    }

    private Answer place(Call call, String orderId, OrderRequests.Create body, boolean async) {
        PlaceOrder command = new PlaceOrder(
                orderId,
                body.customerId(),
                body.tab(),
                body.currency(),
                newLines(body.lines()),
                body.reservationId(),
                body.paymentWindow(),
                settings.paymentWindow(),
                call.at());
        return desk.send(call, command, placing(orderId, async));
    }

    private static Answer placing(String orderId, boolean async) {
        return async ? Answer.OfOrder.pending(ACCEPTED, orderId) : new Answer.OfPlacing(CREATED, orderId, 0);
    }

    private void requireWindow(OrderRequests.Create body) {
        if (body.paymentWindow() != null && body.paymentWindow().compareTo(settings.maxPaymentWindow()) > 0) {
            throw ProblemType.VALIDATION_FAILED
                    .because("The payment window is too long.")
                    .with(
                            "errors",
                            List.of(new FieldError("paymentWindow", "must be at most " + settings.maxPaymentWindow())))
                    .exception();
        }
    }

    private record FieldError(String field, String message) {}

    @PostMapping("/{orderId}/place")
    ResponseEntity<?> place(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestBody(required = false) OrderRequests.@Nullable Nothing body) {
        return calls.reply(
                call,
                orderId,
                () -> desk.send(
                        call,
                        new PlaceDraft(orderId, settings.paymentWindow(), version.value(), call.at()),
                        placing(orderId, prefersAsync(prefer))));
    }

    @PostMapping("/{orderId}/lines")
    ResponseEntity<?> add(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody OrderRequests.Add body) {
        return calls.reply(call, orderId, () -> {
            lineChecks.require(body.lines());
            AddLines command =
                    new AddLines(orderId, newId(), newLines(body.lines()), false, version.value(), call.at());
            return desk.add(call, command, CREATED);
        });
    }

    @PatchMapping("/{orderId}/lines/{lineId}")
    ResponseEntity<?> change(
            Call call,
            @PathVariable @Identifier String orderId,
            @PathVariable @Identifier String lineId,
            ExpectedVersion version,
            @Valid @RequestBody OrderRequests.Change body) {
        return calls.reply(call, orderId, () -> {
            long expected = version.required();
            requireScale(orderId, lineId, body.quantity());
            ChangeLine command = new ChangeLine(orderId, newId(), lineId, body.quantity(), false, expected, call.at());
            return desk.change(call, command, OK);
        });
    }

    private void requireScale(String orderId, String lineId, BigDecimal quantity) {
        desk.current(orderId).lines().find(lineId).ifPresent(line -> lineChecks.require(line.sku(), quantity));
    }

    @DeleteMapping("/{orderId}/lines/{lineId}")
    ResponseEntity<?> remove(
            Call call,
            @PathVariable @Identifier String orderId,
            @PathVariable @Identifier String lineId,
            ExpectedVersion version) {
        return calls.reply(call, orderId, () -> {
            RemoveLine command = new RemoveLine(orderId, newId(), lineId, version.required(), call.at());
            return desk.send(call, command, Answer.OfOrder.pending(OK, orderId));
        });
    }

    @PostMapping("/{orderId}/payments")
    ResponseEntity<?> pay(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody OrderRequests.Pay body) {
        String paymentId = body.paymentId() == null ? newId() : body.paymentId();
        return calls.reply(
                call,
                orderId,
                () -> desk.send(
                        call,
                        new PayOrder(orderId, paymentId, body.amount(), body.method(), version.value(), call.at()),
                        new Answer.OfOrder(CREATED, CREATED, orderId, 0, paymentId)));
    }

    @PostMapping("/{orderId}/cancel")
    ResponseEntity<?> cancel(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody(required = false) OrderRequests.@Nullable Reason body) {
        String reason = body == null ? null : body.reason();
        return calls.reply(
                call,
                orderId,
                () -> desk.send(
                        call,
                        new CancelOrder(orderId, reason, version.value(), call.at()),
                        Answer.OfOrder.pending(OK, orderId)));
    }

    @PostMapping("/{orderId}/complete")
    ResponseEntity<?> complete(
            Call call,
            @PathVariable @Identifier String orderId,
            ExpectedVersion version,
            @Valid @RequestBody(required = false) OrderRequests.@Nullable Reason body) {
        return calls.reply(
                call,
                orderId,
                () -> desk.send(
                        call,
                        new CompleteOrder(orderId, version.value(), call.at()),
                        Answer.OfOrder.pending(OK, orderId)));
    }

    private static List<NewLine> newLines(List<OrderRequests.Line> lines) {
        return lines.stream().map(OrderRequests.Line::toNewLine).toList();
    }

    private static boolean prefersAsync(@Nullable String prefer) {
        return Objects.requireNonNullElse(prefer, "").contains("respond-async");
    }

    private static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
