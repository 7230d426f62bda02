package holdfast.app.commandbus;

import java.util.function.Supplier;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * When another writer appended to the same stream first, a command is decided anew on what is there now, a bounded number
 * of times.
 */
public final class Conflicts {

    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 2;

    private Conflicts() {}

    /**
     * Answers what the first attempt without a conflict does.
     *
     * @throws ConcurrencyException when all eight, over half a second, had one
     */
    public static <T extends @Nullable Object> T decidedAnew(Supplier<T> attempts) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempts.get();
            } catch (ConcurrencyException conflict) {
                if (attempt == ATTEMPTS) {
                    throw conflict;
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
