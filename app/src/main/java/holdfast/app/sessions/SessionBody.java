package holdfast.app.sessions;

import holdfast.order.session.SessionItem;
import holdfast.order.session.SessionState;
import holdfast.order.session.SessionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API shows it; quantities are in the unit of their SKU, prices in the currency of the service.
 *
 * @param tab what it was assigned to
 * @param orderId the order that has its items, null as long as none has
 * @param version of the user's stream
 */
record SessionBody(
        String sessionId,
        String userId,
        SessionStatus status,
        List<SessionItem> items,
        @Nullable String tab,
        @Nullable String orderId,
        @Nullable Instant logoutTime,
        long version) {

    static SessionBody of(SessionState session, @Nullable String orderId) {
        return new SessionBody(
                session.sessionId(),
                session.userId(),
                session.status(),
                session.items(),
                session.tab(),
                orderId,
                session.logoutTime(),
                session.version());
    }
}
