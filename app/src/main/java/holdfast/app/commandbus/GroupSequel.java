package holdfast.app.commandbus;

import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What follows from a group of commands and can be done at once, within its transaction and on its lane.
 *
 * <p>Commands that it sends are handled at once when their aggregate is on the same lane, and refused with
 * {@link OnAnotherLane} otherwise. It throws nothing: what it leaves undone must be done by somebody later.
 */
public interface GroupSequel {

    void follow(UnitOfWork<?> group);

    /** Leaves all that follows from a group to whoever does it later. */
    void leave(UnitOfWork<?> group);
}
