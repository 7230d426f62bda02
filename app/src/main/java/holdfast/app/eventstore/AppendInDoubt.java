package holdfast.app.eventstore;

import org.jspecify.annotations.Nullable;

/** Nobody knows whether the events of a transaction were appended: what became of them shows at the next turn. */
public final class AppendInDoubt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AppendInDoubt(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
