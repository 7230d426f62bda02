package holdfast.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Slows down whoever tries keys: a few wrong ones a minute from one address, and no more are looked at until it is over. */
@Component
class LoginAttempts {

    private static final int MOST_WRONG = 10;
    private static final int MOST_ADDRESSES = 10_000;

    private final Cache<String, AtomicInteger> wrong = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    boolean mayTry(String address) {
        AtomicInteger count = wrong.getIfPresent(address);
        return count == null || count.get() < MOST_WRONG;
    }

    void wasWrong(String address) {
        wrong.get(address, _ -> new AtomicInteger()).incrementAndGet();
    }
}
