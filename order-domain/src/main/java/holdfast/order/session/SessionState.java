package holdfast.order.session;

import holdfast.order.session.SessionEvent.LogoutRequested;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionEvent.SessionCompleted;
import holdfast.order.session.SessionEvent.SessionItemsReplaced;
import holdfast.order.session.SessionEvent.SessionOpened;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest session of a user after a number of events.
 *
 * @param tab what its items were assigned to, null unless that ended it
 * @param logoutTime when logout was asked for first, null if never
 * @param version number of events of all the user's sessions, 0 before the first
 */
public record SessionState(
        String userId,
        String sessionId,
        SessionStatus status,
        List<SessionItem> items,
        @Nullable String tab,
        @Nullable Instant logoutTime,
        long version) {

    public static final SessionState NONE = new SessionState("", "", SessionStatus.COMPLETED, List.of(), null, null, 0);

    public SessionState evolve(SessionEvent event) {
        return switch (event) {
            case SessionOpened e ->
                new SessionState(e.userId(), e.sessionId(), SessionStatus.ACTIVE, List.of(), null, null, version + 1);
            case SessionItemsReplaced e -> with(status, e.items(), tab, logoutTime);
            case LogoutRequested e -> with(SessionStatus.PENDING_LOGOUT, items, tab, e.at());
            case SessionCompleted _ -> with(SessionStatus.COMPLETED, items, tab, logoutTime);
            case SessionAssigned e -> with(SessionStatus.COMPLETED, e.items(), e.tab(), logoutTime);
        };
    }

    private SessionState with(
            SessionStatus nextStatus,
            List<SessionItem> nextItems,
            @Nullable String nextTab,
            @Nullable Instant nextLogoutTime) {
        return new SessionState(userId, sessionId, nextStatus, nextItems, nextTab, nextLogoutTime, version + 1);
    }

    /** Whether there is a session that is not over. */
    boolean isOpen() {
        return status != SessionStatus.COMPLETED;
    }
}
