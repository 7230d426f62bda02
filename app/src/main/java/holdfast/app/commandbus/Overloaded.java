package holdfast.app.commandbus;

/** A command was not taken, because too many wait already or the service is stopping; it had no effect. */
public final class Overloaded extends RuntimeException {

    Overloaded() {
        super("Too many commands wait", null, false, false);
    }
}
