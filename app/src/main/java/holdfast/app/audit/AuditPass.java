package holdfast.app.audit;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.EventTypes;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockEvent;
import holdfast.inventory.cart.CartEvent;
import holdfast.order.OrderEvent;
import holdfast.order.amendment.AmendmentEvent;
import holdfast.order.session.SessionEvent;
import holdfast.order.session.UserId;
import holdfast.order.tab.AssignmentEvent;
import holdfast.order.tab.TabEvent;
import holdfast.order.tab.TabId;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * One pass over all events, in a transaction that sees the store as of one moment.
 *
 * <p>The events are read in batches up to the head. The read models are compared in between, each exactly where it stands.
 */
final class AuditPass {

    private static final int BATCH = 1_000;

    private final CommittedEvents events;
    private final StoredEvents stored;
    private final Scope scope;
    private final Findings findings;
    private final Ledger ledger;
    private final Comparisons comparisons;
    private long position;
    private long count;

    AuditPass(
            CommittedEvents events,
            StoredEvents stored,
            Scope scope,
            Findings findings,
            Ledger ledger,
            Comparisons comparisons) {
        this.events = events;
        this.stored = stored;
        this.scope = scope;
        this.findings = findings;
        this.ledger = ledger;
        this.comparisons = comparisons;
    }

    AuditReport run(Instant at) {
        new SequenceCheck(stored, findings).check(scope);
        List<TrackedEventMessage<?>> batch = events.after(0, BATCH);
        while (!batch.isEmpty()) {
            take(batch);
            batch = events.after(position, BATCH);
        }
        comparisons.close(position, ledger);
        ledger.close();
        return report(at);
    }

    private void take(List<TrackedEventMessage<?>> batch) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("The audit was interrupted");
        }
        comparisons.open(position, positionOf(batch.getLast()));
        batch.forEach(this::take);
        comparisons.closeBatch();
    }

    private void take(TrackedEventMessage<?> message) {
        long next = positionOf(message);
        Object payload = Payloads.of(message);
        comparisons.before(message, payload, next, position);
        position = next;
        count++;
        if (payload == null) {
            unreadable(message);
        } else {
            take(message, payload);
        }
    }

    private static long positionOf(TrackedEventMessage<?> message) {
        return CommittedEvents.positionOf(message.trackingToken());
    }

    private void unreadable(TrackedEventMessage<?> message) {
        Subject subject = Subject.stream(streamOf(message));
        if (scope.isAll() || (subject.sku() != null && scope.covers(subject.sku()))) {
            findings.add(
                    Discrepancy.of(Kind.EVENT_UNREADABLE, subject, null, null).behind(stored.at(position)));
        }
    }

    private static String streamOf(TrackedEventMessage<?> message) {
        return message instanceof DomainEventMessage<?> event ? event.getAggregateIdentifier() : "";
    }

    private void take(TrackedEventMessage<?> message, Object payload) {
        switch (payload) {
            case StockEvent e
            when scope.covers(e.sku()) -> take(belonging(message, e, e.item().toString()), e);
            case StockDefinitionEvent e
            when scope.covers(e.sku()) -> {
                belonging(message, e, new SkuId(e.sku()).toString());
                comparisons.take(e);
            }
            case OrderEvent e -> ledger.apply(belonging(message, e, e.orderId()), e);
            case CartEvent e -> ledger.apply(belonging(message, e, e.cart().toString()), e);
            case AmendmentEvent e -> ledger.apply(belonging(message, e, e.amendmentId()), e);
            case SessionEvent e -> belonging(message, e, new UserId(e.userId()).toString());
            case TabEvent e -> belonging(message, e, new TabId(e.tab()).toString());
            case AssignmentEvent e -> belonging(message, e, e.assignmentId());
            default -> {} // moves neither stock nor money
        }
    }

    private void take(EventRef ref, StockEvent event) {
        comparisons.take(ref, event, ledger.apply(ref, event));
    }

    private EventRef belonging(TrackedEventMessage<?> message, Object payload, String stream) {
        EventRef ref = new EventRef(position, EventTypes.nameOf(payload));
        String actual = streamOf(message);
        boolean isAskedFor = scope.isAll() || payload instanceof StockEvent || payload instanceof StockDefinitionEvent;
        if (isAskedFor && !actual.equals(stream)) {
            findings.add(Discrepancy.of(Kind.EVENT_IN_WRONG_STREAM, Subject.stream(actual), stream, actual)
                    .in("stream")
                    .behind(ref));
        }
        return ref;
    }

    private AuditReport report(Instant at) {
        int items = ledger.stock().items().size();
        List<Discrepancy> found = findings.list(this::completed);
        ComparedAt compared = comparisons.comparedAt(position);
        return new AuditReport(position, compared.lowest(), compared, count, items, findings.count(), at, found);
    }

    /** Names the events of the order, and those of the item where nothing more exact is known. */
    private Discrepancy completed(Discrepancy found) {
        String stream = streamBehind(found);
        return stream == null ? found : found.behind(stored.lastOf(stream));
    }

    private static @Nullable String streamBehind(Discrepancy found) {
        if (found.kind().isOfOrder() && found.holder() != null) {
            return found.holder();
        }
        if (found.kind() == Kind.STOCK_DEFINITION_DIFFERS || found.kind() == Kind.OPEN_TAB_DIFFERS) {
            return found.stream();
        }
        boolean isOfItem = found.sku() != null && found.location() != null;
        return found.events().isEmpty() && isOfItem ? found.sku() + "@" + found.location() : null;
    }
}
