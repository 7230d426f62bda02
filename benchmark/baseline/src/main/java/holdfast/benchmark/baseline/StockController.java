package holdfast.benchmark.baseline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Stock over HTTP. */
@RestController
@RequestMapping("/v1/stock/{sku}")
class StockController {

    record Definition(
            @Size(min = 1, max = 200) @Nullable String name,
            @Size(min = 1, max = 32) @Nullable String unit,
            @PositiveOrZero @Nullable Integer scale,
            @Nullable String productId,
            @PositiveOrZero @Nullable BigDecimal safetyStock) {}

    record Receipt(
            @NotNull @Positive BigDecimal quantity,
            @Size(max = 200) @Nullable String reference) {}

    private final StockStore store;

    StockController(StockStore store) {
        this.store = store;
    }

    @PutMapping
    ResponseEntity<StockBody> define(@PathVariable String sku, @Valid @RequestBody Definition body) {
        StockBody defined = store.define(
                sku,
                Objects.requireNonNullElse(body.name(), sku),
                Objects.requireNonNullElse(body.unit(), "pcs"),
                Objects.requireNonNullElse(body.scale(), 0),
                body.productId(),
                Objects.requireNonNullElse(body.safetyStock(), BigDecimal.ZERO));
        return answer(defined.version() == 1 ? HttpStatus.CREATED : HttpStatus.OK, defined);
    }

    @PostMapping("/receipts")
    ResponseEntity<StockBody> receive(@PathVariable String sku, @Valid @RequestBody Receipt body) {
        return answer(HttpStatus.CREATED, known(sku, store.receive(sku, body.quantity(), body.reference())));
    }

    @GetMapping
    ResponseEntity<StockBody> read(@PathVariable String sku) {
        return answer(HttpStatus.OK, known(sku, store.read(sku)));
    }

    private static StockBody known(String sku, Optional<StockBody> body) {
        return body.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no SKU " + sku));
    }

    private static ResponseEntity<StockBody> answer(HttpStatus status, StockBody body) {
        return ResponseEntity.status(status).eTag("\"" + body.version() + "\"").body(body);
    }
}
