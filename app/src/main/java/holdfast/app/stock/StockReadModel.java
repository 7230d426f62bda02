package holdfast.app.stock;

import holdfast.app.api.MinPosition;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.ReadModelPositions;
import org.springframework.stereotype.Component;

/** Lets others wait for the tables of stock, which take in a commit a moment later. */
@Component
public class StockReadModel {

    private final CommittedEvents events;
    private final ReadModelPositions positions;

    StockReadModel(CommittedEvents events, ReadModelPositions positions) {
        this.events = events;
        this.positions = positions;
    }

    /** Waits until they show all that is committed by now; an {@code unavailable} problem after 5 s. */
    public void awaitHead() {
        await(new MinPosition(events.head()));
    }

    void await(MinPosition position) {
        positions.await(position, StockProjection.PROCESSING_GROUP, "StockDefinition", "StockItem");
    }
}
