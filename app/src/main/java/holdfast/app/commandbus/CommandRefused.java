package holdfast.app.commandbus;

/** The rules refused a command; the refusal of the domain is within. */
public final class CommandRefused extends RuntimeException {

    private final Exception refusal;

    public CommandRefused(Exception refusal) {
        super(refusal.getMessage(), refusal, false, false);
        this.refusal = refusal;
    }

    /** An {@code OrderRefusal}, {@code StockRefusal}, {@code SessionRefusal} or {@code CartRefusal}. */
    public Exception refusal() {
        return refusal;
    }
}
