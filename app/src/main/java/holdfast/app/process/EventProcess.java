package holdfast.app.process;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;

/**
 * Does what has to follow from events.
 *
 * <p>An event may come again, after a crash or when it was parked: what it asks for must not have a second effect.
 *
 * @param <R> what handling an event leaves to be written with the progress of the process
 */
public interface EventProcess<R> {

    /** The name of its processor, under which its events are parked. */
    String name();

    /**
     * Does what follows from one event; events of a sequence come one after the other, those of others at the same time.
     *
     * @param sequence such as an order or a tab
     */
    R handle(String sequence, EventMessage<?> event);

    /** Writes what is left of handled events, in the transaction that makes them handled. */
    default void write(List<R> results) {}
}
