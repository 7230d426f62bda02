package holdfast.app.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Tells whether the caller of a long request would still be let in: its session or key may have ended meanwhile. */
@Component
public class Callers {

    private final ApiKeys keys;
    private final BrowserSessions sessions;

    Callers(ApiKeys keys, BrowserSessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    /** Grows when somebody logs out on this node: who is still known may be asked anew. */
    public long departures() {
        return sessions.closed();
    }

    public boolean isKnown(HttpServletRequest request) {
        return SessionCookie.read(request).flatMap(sessions::callerOf).isPresent()
                || BearerKeyFilter.bearerKey(request).flatMap(keys::callerOf).isPresent();
    }
}
