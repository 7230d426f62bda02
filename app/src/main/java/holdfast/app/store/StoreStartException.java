package holdfast.app.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be used; says what is the matter and what a person can do about it. */
public final class StoreStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public StoreStartException(String description, String action) {
        this(description, action, null);
    }

    StoreStartException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
