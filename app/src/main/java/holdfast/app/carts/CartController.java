package holdfast.app.carts;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.api.ETags;
import holdfast.app.api.ExpectedVersion;
import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.app.eventstore.Positions;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.CallersCommands;
import holdfast.app.idempotency.Calls;
import holdfast.app.orders.LineChecks;
import holdfast.inventory.cart.CartCommand;
import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartCommand.ExtendCart;
import holdfast.inventory.cart.CartCommand.ReleaseCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartRefusal;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Translates between HTTP and the commands of reservations without an order. */
@RestController
@RequestMapping("/v1/reservations")
class CartController {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Calls calls;
    private final CallersCommands callers;
    private final Commands commands;
    private final LineChecks lineChecks;
    private final CartStreams streams;
    private final Positions positions;
    private final CartSettings settings;
    private final Clock clock;

    CartController(
            Calls calls,
            CallersCommands callers,
            Commands commands,
            LineChecks lineChecks,
            CartStreams streams,
            Positions positions,
            CartSettings settings,
            Clock clock) {
        this.calls = calls;
        this.callers = callers;
        this.commands = commands;
        this.lineChecks = lineChecks;
        this.streams = streams;
        this.positions = positions;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<?> reserve(Call call, @Valid @RequestBody CartRequests.Reserve body) {
        String id =
                body.reservationId() == null ? UuidCreator.getTimeOrderedEpoch().toString() : body.reservationId();
        return reply(call, id, CREATED, () -> {
            requireWindow(body.expiresIn());
            lineChecks.require(
                    "lines",
                    body.lines().stream().map(CartRequests.Line::toCheck).toList());
            return new RequestCart(
                    new CartId(id),
                    body.lines().stream().map(CartRequests.Line::toItem).toList(),
                    body.expiresIn(),
                    call.at());
        });
    }

    private void requireWindow(Duration window) {
        if (window.compareTo(settings.maxCartWindow()) > 0) {
            String most = "must be at most " + settings.maxCartWindow();
            throw ProblemType.VALIDATION_FAILED
                    .because("The reservation would be too long.")
                    .with("errors", List.of(Map.of("field", "expiresIn", "message", most)))
                    .exception();
        }
    }

    @GetMapping("/{reservationId}")
    ResponseEntity<CartBody> get(@PathVariable @Identifier String reservationId, MinPosition position) {
        positions.awaitHead(position);
        CartState cart = current(reservationId);
        if (cart.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("There is no reservation " + reservationId + ".")
                    .exception();
        }
        return ResponseEntity.ok().eTag(ETags.of(cart.version())).body(CartBody.of(cart));
    }

    /** As it is now; one past its deadline is asked to expire first. */
    private CartState current(String reservationId) {
        CartState cart = streams.reservation(reservationId);
        Instant now = clock.instant();
        boolean overdue =
                cart.version() > 0 && cart.status() != CartStatus.EXPIRED && cart.statusAt(now) == CartStatus.EXPIRED;
        return overdue ? commands.send(new ExpireCart(cart.cart(), now)) : cart;
    }

    @PostMapping("/{reservationId}/commit")
    ResponseEntity<?> commit(
            Call call,
            @PathVariable @Identifier String reservationId,
            ExpectedVersion version,
            @RequestBody(required = false) CartRequests.@Nullable Nothing body) {
        CartId cart = new CartId(reservationId);
        return reply(call, reservationId, OK, () -> new CommitCart(cart, version.value(), call.at()));
    }

    @PostMapping("/{reservationId}/release")
    ResponseEntity<?> release(
            Call call,
            @PathVariable @Identifier String reservationId,
            ExpectedVersion version,
            @RequestBody(required = false) CartRequests.@Nullable Nothing body) {
        CartId cart = new CartId(reservationId);
        return reply(call, reservationId, OK, () -> new ReleaseCart(cart, version.value(), call.at()));
    }

    @PostMapping("/{reservationId}/extensions")
    ResponseEntity<?> extend(
            Call call,
            @PathVariable @Identifier String reservationId,
            ExpectedVersion version,
            @Valid @RequestBody CartRequests.Extend body) {
        CartId cart = new CartId(reservationId);
        return reply(
                call,
                reservationId,
                OK,
                () -> new ExtendCart(cart, body.by(), settings.maxCartWindow(), version.value(), call.at()));
    }

    private ResponseEntity<?> reply(Call call, String reservationId, int status, Supplier<CartCommand> command) {
        return calls.reply(
                call,
                new CartId(reservationId).toString(),
                () -> send(call, command.get(), Answer.OfCart.pending(status, reservationId)));
    }

    /** One that is past its deadline writes that down, so that its entity tag stays good from its refusal on. */
    private Answer send(Call call, CartCommand command, Answer pending) {
        try {
            return callers.send(call, command, pending);
        } catch (CommandRefused refused) {
            if (refused.refusal() instanceof CartRefusal.Expired) {
                commands.send(new ExpireCart(command.cart(), clock.instant()));
            }
            throw refused;
        }
    }
}
