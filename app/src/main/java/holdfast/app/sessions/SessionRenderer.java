package holdfast.app.sessions;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.eventstore.StreamWatch;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import holdfast.app.tabs.TabStreams;
import holdfast.order.session.SessionEvent;
import holdfast.order.session.SessionState;
import holdfast.order.tab.AssignmentState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Replies with a session as a command left it; when it was assigned, waits until its items are on an order. */
@Component
class SessionRenderer implements AnswerRenderer<Answer.OfSession> {

    private static final int CREATED = 201;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SessionStreams sessions;
    private final TabStreams tabs;
    private final StreamWatch watch;

    SessionRenderer(SessionStreams sessions, TabStreams tabs, StreamWatch watch) {
        this.sessions = sessions;
        this.tabs = tabs;
        this.watch = watch;
    }

    @Override
    public Class<Answer.OfSession> kind() {
        return Answer.OfSession.class;
    }

    @Override
    public Reply render(Answer.OfSession answer) {
        SessionState session = sessions.latest(answer.userId(), answer.version());
        if (session.tab() == null) {
            return reply(answer, session, null);
        }
        String assignment = SessionEvent.assignmentOf(session.sessionId());
        return watch.await(assignment, () -> orderOf(session), PATIENCE)
                .map(order -> reply(answer, session, order))
                .orElseGet(() -> Reply.of(ProblemType.UNAVAILABLE.because(
                        "The items are still on their way to the tab; ask again with the same key.")));
    }

    /** The order that has the items of an assigned session, once it has them. */
    Optional<String> orderOf(SessionState session) {
        return Optional.of(tabs.assignment(SessionEvent.assignmentOf(session.sessionId())))
                .filter(AssignmentState::hasArrived)
                .map(AssignmentState::orderId);
    }

    private static Reply reply(Answer.OfSession answer, SessionState session, @Nullable String orderId) {
        Reply reply = Reply.of(answer.status(), SessionBody.of(session, orderId), session.version());
        return answer.status() == CREATED
                ? reply.withHeader("Location", "/v1/users/" + answer.userId() + "/sessions/current")
                : reply;
    }
}
