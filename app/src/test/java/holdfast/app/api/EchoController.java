package holdfast.app.api;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.AtLeastOneSecond;
import holdfast.app.api.validation.Identifier;
import holdfast.app.api.validation.NonNegativeDecimal;
import holdfast.app.api.validation.PositiveDecimal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stands for the controllers of the API: takes every kind of value and gives it back. */
@TestComponent
@RestController
class EchoController {

    enum Method {
        CARD,
        CASH
    }

    record Line(
            @Identifier @NotNull String sku,
            @PositiveDecimal @NotNull BigDecimal quantity,
            @NonNegativeDecimal @Nullable BigDecimal unitPrice) {}

    record Order(
            @Identifier @Nullable String orderId,
            @NotEmpty List<@Valid Line> lines,
            @Nullable Method method,
            @AtLeastOneSecond @Nullable Duration window,
            @Nullable Instant at,
            @Nullable Integer count,
            @Nullable Boolean place,
            @Nullable List<@Identifier String> tags) {}

    record Flag(boolean on, int times) {}

    @PostMapping("/v1/orders")
    Order order(@Valid @RequestBody Order order) {
        return order;
    }

    /** A constraint on another parameter makes Spring validate the body in another way. */
    @PostMapping("/v1/users/{userId}/orders")
    Order orderOf(@Identifier @PathVariable String userId, @Valid @RequestBody Order order) {
        return order;
    }

    @PostMapping("/v1/flags")
    Flag flag(@RequestBody Flag flag) {
        return flag;
    }

    @PostMapping("/v1/optional")
    Map<String, Boolean> optional(@RequestBody(required = false) @Nullable Flag flag) {
        return Map.of("given", flag != null);
    }

    @GetMapping("/v1/find")
    List<String> find(
            @Max(200) @RequestParam(defaultValue = "50") int limit,
            @RequestParam(name = "method", required = false) @Nullable Method kind,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam(required = false) @Nullable Duration wait,
            @RequestParam String sku) {
        return List.of("found");
    }

    @PostMapping("/v1/headers")
    Map<String, Object> headers(ExpectedVersion version, IdempotencyKey key, MinPosition position) {
        return Map.of(
                "version", String.valueOf(version.value()),
                "key", key.value(),
                "given", key.givenByClient(),
                "position", position.value());
    }

    @PostMapping("/v1/versioned")
    Map<String, Object> versioned(ExpectedVersion version) {
        return Map.of("version", version.required(), "etag", ETags.of(version.required()));
    }

    @PostMapping("/v1/fingerprint")
    List<String> fingerprint(@RequestBody Map<String, Object> body, HttpServletRequest request) {
        return List.of(HexFormat.of().formatHex(RequestFingerprint.of(request)), body.toString());
    }

    @GetMapping(path = "/v1/json", produces = MediaType.APPLICATION_JSON_VALUE)
    List<String> json() {
        return List.of();
    }

    @GetMapping("/v1/fail/{how}")
    String fail(@PathVariable String how) throws Throwable {
        throw switch (how) {
            case "store" -> new CompletionException(new DataAccessResourceFailureException("secret-host down"));
            case "transaction" -> new CannotCreateTransactionException("secret pool");
            case "stock" ->
                ProblemType.INSUFFICIENT_STOCK
                        .because("Too few beans.")
                        .with("shortages", List.of(Map.of("available", new BigDecimal("1E+1"))))
                        .exception();
            case "error" -> new StackOverflowError("secret depth");
            default -> new IllegalStateException("secret internals");
        };
    }
}
