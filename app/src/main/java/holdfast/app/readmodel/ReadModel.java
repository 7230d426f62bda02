package holdfast.app.readmodel;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Tables that are made of events alone, so that they can be made anew at any time. */
public interface ReadModel {

    /** The name of its processor. */
    String name();

    /** All of its tables, without their schema. */
    List<String> tables();

    /** Begins to make the tables, or goes on with them; what it remembers of them is nobody else's. */
    Filling fill();

    /** Makes the tables, batch by batch. */
    @FunctionalInterface
    interface Filling {

        /**
         * Writes what the next events make of the tables, as part of the running transaction, whose search path says which
         * tables they are.
         *
         * @param events those that concern the read model, in their order
         */
        void write(List<TrackedEventMessage<?>> events);
    }
}
