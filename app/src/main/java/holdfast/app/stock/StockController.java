package holdfast.app.stock;

import holdfast.app.api.ETags;
import holdfast.app.api.ExpectedVersion;
import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.api.validation.Identifier;
import holdfast.app.commandbus.Commands;
import holdfast.app.eventstore.Positions;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.Calls;
import holdfast.app.reservation.StockDesk;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand;
import holdfast.inventory.StockCommand.AdjustStock;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Translates between HTTP and the commands of stock. */
@RestController
@RequestMapping("/v1/stock/{sku}")
class StockController {

    private static final String MAIN = "main";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Calls calls;
    private final Commands commands;
    private final StockDesk desk;
    private final StockReader reader;
    private final Positions positions;

    StockController(Calls calls, Commands commands, StockDesk desk, StockReader reader, Positions positions) {
        this.calls = calls;
        this.commands = commands;
        this.desk = desk;
        this.reader = reader;
        this.positions = positions;
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
            return pending.completedBy(commands.send(command, call.claiming(pending)));
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

    private ResponseEntity<?> change(
            Call call, String sku, @Nullable String location, Function<StockItemId, StockCommand> command) {
        StockItemId item = new StockItemId(sku, Objects.requireNonNullElse(location, MAIN));
        return calls.reply(call, item.toString(), () -> {
            Answer.OfStock pending = pending(call, sku, item.location());
            return pending.completedBy(desk.send(command.apply(item), call.claiming(pending)));
        });
    }

    private Answer.OfStock pending(Call call, String sku, @Nullable String location) {
        long definition = reader.definitionVersion(sku);
        Map<String, Long> locations = reader.locationVersions(sku);
        int status = location == null ? OK : CREATED;
        return new Answer.OfStock(CREATED, status, sku, location, definition, locations, call.at(), null, null);
    }

    @GetMapping
    ResponseEntity<StockBody> get(
            @PathVariable @Identifier String sku,
            @RequestParam(required = false) @Identifier @Nullable String location,
            MinPosition position) {
        positions.awaitHead(position);
        StockBody body = reader.current(sku);
        long version = location == null ? body.version() : versionOf(body, location);
        return ResponseEntity.ok().eTag(ETags.of(version)).body(body);
    }

    private static long versionOf(StockBody body, String location) {
        return body.locations().stream()
                .filter(candidate -> candidate.location().equals(location))
                .findFirst()
                .orElseThrow(() -> ProblemType.NOT_FOUND
                        .because("SKU " + body.sku() + " has no location " + location + ".")
                        .exception())
                .version();
    }
}
