package holdfast.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys that the store knows; a key that is taken out of it is refused within half a minute. */
@Component
class ApiKeys {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(30);
    private static final int MAX_CACHED = 1_000;

    private final JdbcClient jdbc;

    /** Holds known keys only: guessed ones must not take memory. */
    private final Cache<ByteBuffer, Caller> known = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(TRUSTED_FOR)
            .build();

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Caller> callerOf(ApiKey key) {
        byte[] hash = key.hash();
        ByteBuffer id = ByteBuffer.wrap(hash);
        Caller cached = known.getIfPresent(id);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<Caller> stored = find(hash);
        stored.ifPresent(caller -> known.put(id, caller));
        return stored;
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select 1 from api_key)")
                .query(Boolean.class)
                .single();
    }

    void add(ApiKey key, Caller caller) {
        jdbc.sql("insert into api_key (hash, name, role, created_at) values (?, ?, ?, now())")
                .params(key.hash(), caller.name(), caller.role())
                .update();
    }

    private Optional<Caller> find(byte[] hash) {
        return jdbc.sql("select name, role from api_key where hash = ?")
                .param(hash)
                .query(Caller.class)
                .optional();
    }
}
