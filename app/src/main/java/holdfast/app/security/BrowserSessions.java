package holdfast.app.security;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who is logged in with a browser, on any node. A session ends when its user logs out, when its time is over, or when its
 * key is taken out of the store; each request asks the store.
 */
@Component
class BrowserSessions {

    private final JdbcClient jdbc;
    private final BrowserSettings settings;
    private final Clock clock;
    private final AtomicLong closed = new AtomicLong();

    BrowserSessions(JdbcClient jdbc, BrowserSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty when nobody knows the key. */
    Optional<SessionToken> open(ApiKey key) {
        SessionToken token = SessionToken.random();
        OffsetDateTime now = now();
        jdbc.sql("delete from browser_session where expires_at <= ?").param(now).update();
        int opened = jdbc.sql("insert into browser_session (token_hash, key_hash, expires_at)"
                        + " select ?, hash, ? from api_key where hash = ?")
                .params(token.hash(), now.plus(settings.session()), key.hash())
                .update();
        return opened == 1 ? Optional.of(token) : Optional.empty();
    }

    Optional<Caller> callerOf(SessionToken token) {
        return jdbc.sql("select name, role from browser_session join api_key on hash = key_hash"
                        + " where token_hash = ? and expires_at > ?")
                .params(token.hash(), now())
                .query(Caller.class)
                .optional();
    }

    void close(SessionToken token) {
        jdbc.sql("delete from browser_session where token_hash = ?")
                .param(token.hash())
                .update();
        closed.incrementAndGet();
    }

    /** How often a session was closed on this node. */
    long closed() {
        return closed.get();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
