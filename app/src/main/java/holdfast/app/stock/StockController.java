package holdfast.app.stock;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.api.ExpectedVersion;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.api.validation.Identifier;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.CallersCommands;
import holdfast.app.idempotency.Calls;
import holdfast.app.reservation.StockDesk;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand;
import holdfast.inventory.StockCommand.AdjustStock;
import holdfast.inventory.StockCommand.ChangeSafetyStock;
import holdfast.inventory.StockCommand.CountStock;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.TransferStockOut;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Translates between HTTP and the commands of stock. */
@RestController
@RequestMapping("/v1/stock/{sku}")
class StockController {

    private static final String MAIN = "main";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Calls calls;
    private final CallersCommands callers;
    private final StockDesk desk;
    private final StockReader reader;

    StockController(Calls calls, CallersCommands callers, StockDesk desk, StockReader reader) {
        this.calls = calls;
        this.callers = callers;
        this.desk = desk;
        this.reader = reader;
    }

    @PutMapping
    ResponseEntity<?> define(
            Call call,
            @PathVariable @Identifier String sku,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Define body) {
        return calls.reply(call, sku, () -> {
            Answer.OfStock pending = pending(call, sku, null);
            DefineStock command = new DefineStock(
                    new SkuId(sku),
                    body.name(),
                    body.unit(),
                    body.scale(),
                    body.productId(),
                    body.safetyStock(),
                    definitionVersion(version, pending),
                    call.at());
            return callers.send(call, command, pending);
        });
    }

    /** The caller knows the version of the whole SKU; of that the definition's part is what the command changes. */
    private static @Nullable Long definitionVersion(ExpectedVersion version, Answer.OfStock known) {
        Long expected = version.value();
        if (expected == null) {
            return null;
        }
        long current = known.definition()
                + known.locations().values().stream().mapToLong(Long::longValue).sum();
        if (expected != current) {
            throw RefusalProblems.versionConflict(current, "Version " + expected + " was expected.")
                    .with("missedEvents", List.of())
                    .exception();
        }
        return known.definition();
    }

    @PostMapping("/receipts")
    ResponseEntity<?> receive(
            Call call,
            @PathVariable @Identifier String sku,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Receive body) {
        return change(
                call,
                sku,
                body.location(),
                item -> new ReceiveStock(item, body.quantity(), body.reference(), version.value(), call.at()));
    }

    @PostMapping("/adjustments")
    ResponseEntity<?> adjust(
            Call call,
            @PathVariable @Identifier String sku,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Adjust body) {
        return change(
                call,
                sku,
                body.location(),
                item -> new AdjustStock(item, body.quantity(), body.reason(), version.value(), call.at()));
    }

    @PostMapping("/issues")
    ResponseEntity<?> issue(
            Call call,
            @PathVariable @Identifier String sku,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Issue body) {
        return change(
                call,
                sku,
                body.location(),
                item -> new IssueStock(item, body.quantity(), body.reference(), version.value(), call.at()));
    }

    @PostMapping("/counts")
    ResponseEntity<?> count(
            Call call,
            @PathVariable @Identifier String sku,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Count body) {
        StockItemId item = new StockItemId(sku, locationOr(body.location()));
        CountStock command = new CountStock(item, body.counted(), version.value(), call.at());
        return reply(call, command, () -> pending(call, sku, item.location()).ofCount());
    }

    /** Answers once the goods have arrived. */
    @PostMapping("/transfers")
    ResponseEntity<?> transfer(
            Call call,
            @PathVariable @Identifier String sku,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Transfer body) {
        StockItemId from = new StockItemId(sku, locationOr(body.from()));
        String to = locationOr(body.to());
        String transferId = UuidCreator.getTimeOrderedEpoch().toString();
        TransferStockOut command =
                new TransferStockOut(from, transferId, to, body.quantity(), version.value(), call.at());
        return reply(call, command, () -> new Answer.OfTransfer(pending(call, sku, from.location()), transferId, to));
    }

    /** Keeps another quantity back at this location than the definition says for all. */
    @PutMapping("/locations/{location}")
    ResponseEntity<?> keep(
            Call call,
            @PathVariable @Identifier String sku,
            @PathVariable @Identifier String location,
            ExpectedVersion version,
            @Valid @RequestBody StockRequests.Keep body) {
        StockItemId item = new StockItemId(sku, location);
        ChangeSafetyStock command = new ChangeSafetyStock(item, body.safetyStock(), version.value(), call.at());
        return reply(call, command, () -> pending(call, sku, location, OK));
    }

    private ResponseEntity<?> change(
            Call call, String sku, @Nullable String location, Function<StockItemId, StockCommand> command) {
        StockItemId item = new StockItemId(sku, locationOr(location));
        return reply(call, command.apply(item), () -> pending(call, sku, item.location()));
    }

    private ResponseEntity<?> reply(Call call, StockCommand command, Supplier<Answer> answer) {
        return calls.reply(call, command.item().toString(), () -> {
            Answer pending = answer.get();
            return desk.send(command, sent -> callers.send(call, sent, pending));
        });
    }

    /** The location that a request means. */
    static String locationOr(@Nullable String location) {
        return Objects.requireNonNullElse(location, MAIN);
    }

    private Answer.OfStock pending(Call call, String sku, @Nullable String location) {
        return pending(call, sku, location, location == null ? OK : CREATED);
    }

    private Answer.OfStock pending(Call call, String sku, @Nullable String location, int status) {
        long definition = reader.definitionVersion(sku);
        Map<String, Long> locations = reader.locationVersions(sku);
        return new Answer.OfStock(CREATED, status, sku, location, definition, locations, call.at(), null, null, null);
    }
}
