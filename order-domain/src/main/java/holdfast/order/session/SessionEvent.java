package holdfast.order.session;

import java.time.Instant;
import java.util.List;

/** What happened to a session of a user. */
public sealed interface SessionEvent {

    String userId();

    String sessionId();

    Instant at();

    record SessionOpened(String userId, String sessionId, Instant at) implements SessionEvent {}

    /** {@code items} is all that the session has from now on. */
    record SessionItemsReplaced(String userId, String sessionId, List<SessionItem> items, Instant at)
            implements SessionEvent {}

    record LogoutRequested(String userId, String sessionId, Instant at) implements SessionEvent {}

    record SessionCompleted(String userId, String sessionId, Instant at) implements SessionEvent {}

    /** The session is over and its items belong to a tab: whatever fails from now on, they will be on one of its orders. */
    record SessionAssigned(
            String userId, String sessionId, String tab, String currency, List<SessionItem> items, Instant at)
            implements SessionEvent {

        /** Names the move of these items, so that it never takes effect twice. */
        public String assignmentId() {
            return assignmentOf(sessionId);
        }
    }

    /** A session is assigned once at most. */
    static String assignmentOf(String sessionId) {
        return "assignment:" + sessionId;
    }
}
