package holdfast.app.commandbus;

/** A lane never waits for another one: the command was not handled. */
public final class OnAnotherLane extends RuntimeException {

    OnAnotherLane(String command) {
        super(command + " belongs to another lane", null, false, false);
    }
}
