package holdfast.app.idempotency;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.eventstore.EventTypes;
import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartRefusal;
import holdfast.order.OrderRefusal;
import holdfast.order.session.SessionRefusal;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Tells a caller why a command was refused, and a stale one which events it missed. */
@Component
public class Refusals {

    private static final int MOST = 200;

    /** An event that happened after the version that the caller knew. */
    public record MissedEvent(String type, long version) {}

    private final EventStore store;

    Refusals(EventStore store) {
        this.store = store;
    }

    public Problem problem(CommandRefused refused, String stream) {
        Problem problem = RefusalProblems.of(refused.refusal());
        return switch (refused.refusal()) {
            case OrderRefusal.StaleVersion e -> problem.with("missedEvents", missed(stream, e.expected(), e.current()));
            case StockRefusal.StaleVersion e -> problem.with("missedEvents", missed(stream, e.expected(), e.current()));
            case SessionRefusal.StaleVersion e ->
                problem.with("missedEvents", missed(stream, e.expected(), e.current()));
            case CartRefusal.StaleVersion e -> problem.with("missedEvents", missed(stream, e.expected(), e.current()));
            default -> problem;
        };
    }

    /** The events after a version, at most the first 200; none for a version that there is not yet. */
    public List<MissedEvent> missed(String stream, long expected, long current) {
        if (expected >= current) {
            return List.of();
        }
        return store.readEvents(stream, expected)
                .asStream()
                .limit(MOST)
                .map(Refusals::describe)
                .toList();
    }

    private static MissedEvent describe(DomainEventMessage<?> event) {
        return new MissedEvent(EventTypes.nameOf(event.getPayload()), event.getSequenceNumber() + 1);
    }
}
