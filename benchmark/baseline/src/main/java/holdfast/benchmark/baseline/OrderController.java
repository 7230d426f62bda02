package holdfast.benchmark.baseline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/v1/orders")
class OrderController {

    record PaymentRequest(
            @Size(min = 1, max = 64) @Nullable String paymentId,
            @NotNull @Positive BigDecimal amount,
            @NotNull @Size(min = 1, max = 64) String method) {}

    private final OrderStore store;
    private final Clock clock = Clock.systemUTC();

    OrderController(OrderStore store) {
        this.store = store;
    }

    @PostMapping
    ResponseEntity<?> place(@Valid @RequestBody OrderRequest request) {
        OrderBody order = OrderBody.reserved(request, clock.instant());
        OrderStore.Placing placing = store.place(order);
        return switch (placing.outcome()) {
            case "RESERVED" ->
                ResponseEntity.status(HttpStatus.CREATED).eTag("\"1\"").body(order);
            case "REJECTED" -> problem(HttpStatus.CONFLICT, "insufficient-stock", String.valueOf(placing.shortages()));
            case "EXISTS" -> problem(HttpStatus.CONFLICT, "already-exists", order.orderId());
            default -> problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation-failed", "Unknown SKU or too fine");
        };
    }

    @PostMapping("/{orderId}/payments")
    ResponseEntity<?> pay(@PathVariable String orderId, @Valid @RequestBody PaymentRequest request) {
        String paymentId = Objects.requireNonNullElseGet(
                request.paymentId(), () -> UUID.randomUUID().toString());
        OrderStore.Paying paying = store.pay(orderId, paymentId, request.amount(), request.method(), clock.instant());
        return switch (paying.outcome()) {
            case "PAID", "PART_PAID" -> json(HttpStatus.CREATED, Objects.requireNonNull(paying.body()));
            case "NOT_FOUND" -> problem(HttpStatus.NOT_FOUND, "not-found", orderId);
            case "ALREADY_PAID" -> problem(HttpStatus.CONFLICT, "already-paid", orderId);
            case "EXPIRED" -> problem(HttpStatus.CONFLICT, "reservation-expired", orderId);
            case "AMOUNT_MISMATCH" -> problem(HttpStatus.CONFLICT, "amount-mismatch", orderId);
            default -> problem(HttpStatus.CONFLICT, "invalid-state", orderId);
        };
    }

    @GetMapping("/{orderId}")
    ResponseEntity<?> read(@PathVariable String orderId) {
        return store.read(orderId)
                .<ResponseEntity<?>>map(body -> json(HttpStatus.OK, body))
                .orElseGet(() -> problem(HttpStatus.NOT_FOUND, "not-found", orderId));
    }

    private static ResponseEntity<String> json(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
