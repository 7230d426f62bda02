package holdfast.app.tabs;

import holdfast.app.eventstore.Where;
import holdfast.app.process.EventBatches;
import holdfast.app.process.EventProcess;
import holdfast.app.process.EventProcesses;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.session.SessionEvent.SessionAssigned;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Runs the process of tabs behind the events, tab by tab: so a draft made for a tab is its open order for every
 * assignment that came after it.
 */
@Component
@ProcessingGroup(TabBatches.PROCESSING_GROUP)
class TabBatches implements EventProcess<Object> {

    static final String PROCESSING_GROUP = "tabs";

    private static final Object NOTHING = new Object();

    private final TabProcess process;
    private final EventBatches<Object> batches;

    TabBatches(TabProcess process, EventProcesses processes) {
        this.process = process;
        this.batches = processes.open(this);
    }

    @EventHandler
    void on(SessionAssigned event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event, message, work);
    }

    @EventHandler
    void on(OrderDrafted event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event, message, work);
    }

    @EventHandler
    @Where(PlacedForTab.class)
    void on(OrderPlaced event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event, message, work);
    }

    @EventHandler
    void on(OrderCancelled event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event, message, work);
    }

    @EventHandler
    void on(OrderVoided event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event, message, work);
    }

    private void add(Object event, EventMessage<?> message, UnitOfWork<?> work) {
        String tab = process.tabOf(event);
        if (tab != null) {
            batches.add(tab, message, work);
        }
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public Object handle(String tab, EventMessage<?> event) {
        process.on(tab, event.getPayload());
        return NOTHING;
    }
}
