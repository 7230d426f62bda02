package holdfast.app.sessions;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.api.ETags;
import holdfast.app.api.ExpectedVersion;
import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.eventstore.Positions;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.CallersCommands;
import holdfast.app.idempotency.Calls;
import holdfast.app.orders.LineChecks;
import holdfast.app.tabs.TabSettings;
import holdfast.order.session.SessionCommand;
import holdfast.order.session.SessionCommand.AssignTab;
import holdfast.order.session.SessionCommand.CompleteSession;
import holdfast.order.session.SessionCommand.OpenSession;
import holdfast.order.session.SessionCommand.ReplaceItems;
import holdfast.order.session.SessionCommand.RequestLogout;
import holdfast.order.session.SessionItem;
import holdfast.order.session.SessionState;
import holdfast.order.session.UserId;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Translates between HTTP and the commands of a user's sessions. */
@RestController
@RequestMapping("/v1/users/{userId}/sessions")
class SessionController {

    private static final int OK = 200;

    private final Calls calls;
    private final CallersCommands callers;
    private final LineChecks lineChecks;
    private final SessionStreams streams;
    private final SessionRenderer renderer;
    private final Positions positions;
    private final TabSettings settings;

    SessionController(
            Calls calls,
            CallersCommands callers,
            LineChecks lineChecks,
            SessionStreams streams,
            SessionRenderer renderer,
            Positions positions,
            TabSettings settings) {
        this.calls = calls;
        this.callers = callers;
        this.lineChecks = lineChecks;
        this.streams = streams;
        this.renderer = renderer;
        this.positions = positions;
        this.settings = settings;
    }

    @PostMapping
    ResponseEntity<?> open(
            Call call,
            @PathVariable @Identifier String userId,
            ExpectedVersion version,
            @RequestBody(required = false) SessionRequests.@Nullable Nothing body) {
        String sessionId = UuidCreator.getTimeOrderedEpoch().toString();
        OpenSession command = new OpenSession(new UserId(userId), sessionId, version.value(), call.at());
        return reply(call, userId, () -> send(call, command, new Answer.OfSession(OK, userId, 0, sessionId)));
    }

    /** Without an entity tag as long as the items are on their way: the order that gets them is yet to be shown. */
    @GetMapping("/current")
    ResponseEntity<SessionBody> current(@PathVariable @Identifier String userId, MinPosition position) {
        positions.awaitHead(position);
        SessionState session = streams.latest(userId);
        if (session.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("The user " + userId + " never had a session.")
                    .exception();
        }
        Optional<String> order = session.tab() == null ? Optional.empty() : renderer.orderOf(session);
        SessionBody body = SessionBody.of(session, order.orElse(null));
        return session.tab() != null && order.isEmpty()
                ? ResponseEntity.ok(body)
                : ResponseEntity.ok().eTag(ETags.of(session.version())).body(body);
    }

    @PutMapping("/current/items")
    ResponseEntity<?> replace(
            Call call,
            @PathVariable @Identifier String userId,
            ExpectedVersion version,
            @Valid @RequestBody SessionRequests.Items body) {
        List<SessionItem> items =
                body.items().stream().map(SessionRequests.Item::toSessionItem).toList();
        return reply(call, userId, () -> {
            long expected = version.required();
            lineChecks.require("items", items.stream().map(SessionItem::line).toList());
            return send(call, new ReplaceItems(new UserId(userId), items, settings.currency(), expected, call.at()));
        });
    }

    @PostMapping("/current/logout")
    ResponseEntity<?> logout(
            Call call,
            @PathVariable @Identifier String userId,
            ExpectedVersion version,
            @RequestBody(required = false) SessionRequests.@Nullable Nothing body) {
        RequestLogout command = new RequestLogout(new UserId(userId), version.value(), call.at());
        return reply(call, userId, () -> send(call, command));
    }

    @PostMapping("/current/complete")
    ResponseEntity<?> complete(
            Call call,
            @PathVariable @Identifier String userId,
            ExpectedVersion version,
            @RequestBody(required = false) SessionRequests.@Nullable Nothing body) {
        CompleteSession command = new CompleteSession(new UserId(userId), version.value(), call.at());
        return reply(call, userId, () -> send(call, command));
    }

    @PostMapping("/current/assign-tab")
    ResponseEntity<?> assign(
            Call call,
            @PathVariable @Identifier String userId,
            ExpectedVersion version,
            @Valid @RequestBody SessionRequests.Assign body) {
        AssignTab command =
                new AssignTab(new UserId(userId), body.tab(), settings.currency(), version.value(), call.at());
        return reply(call, userId, () -> send(call, command));
    }

    private ResponseEntity<?> reply(Call call, String userId, Supplier<Answer> work) {
        return calls.reply(call, new UserId(userId).toString(), work);
    }

    private Answer send(Call call, SessionCommand command) {
        return send(call, command, Answer.OfSession.pending(OK, command.user().user()));
    }

    private Answer send(Call call, SessionCommand command, Answer pending) {
        return callers.send(call, command, pending);
    }
}
