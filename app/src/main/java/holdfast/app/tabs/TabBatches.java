package holdfast.app.tabs;

import holdfast.app.eventstore.Where;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.session.SessionEvent.SessionAssigned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs the process of tabs for a batch of events: the tabs of a batch side by side, the events of a tab one after the
 * other.
 *
 * <p>So a draft made for a tab is its open order for every assignment that came after it.
 */
@Component
@ProcessingGroup(TabBatches.PROCESSING_GROUP)
class TabBatches {

    static final String PROCESSING_GROUP = "tabs";
    private static final String BATCH = TabBatches.class.getName();

    /** What became of the events of one tab: {@code left} could not be handled, with all behind them. */
    private record TabRun(
            String tab,
            List<EventMessage<?>> left,
            @Nullable RuntimeException failure) {}

    private final TabProcess process;
    private final TabSteps steps;
    private final ParkedTabs parked;

    TabBatches(TabProcess process, TabSteps steps, ParkedTabs parked) {
        this.process = process;
        this.steps = steps;
        this.parked = parked;
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
            batch(work).computeIfAbsent(tab, _ -> new ArrayList<>()).add(message);
        }
    }

    private Map<String, List<EventMessage<?>>> batch(UnitOfWork<?> work) {
        return work.getOrComputeResource(BATCH, _ -> {
            Map<String, List<EventMessage<?>>> byTab = new LinkedHashMap<>();
            work.onPrepareCommit(_ -> run(byTab));
            return byTab;
        });
    }

    private void run(Map<String, List<EventMessage<?>>> byTab) {
        // Another node may have run the process since.
        parked.remember();
        List<Future<TabRun>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byTab.forEach((tab, events) -> runs.add(threads.submit(() -> run(tab, events))));
        }
        for (Future<TabRun> future : runs) {
            TabRun run = result(future);
            parked.park(run.tab(), run.left(), run.failure());
        }
    }

    /** Runs on a thread of its own, outside of the batch's transaction. */
    private TabRun run(String tab, List<EventMessage<?>> events) {
        if (parked.holds(tab)) {
            return new TabRun(tab, events, null);
        }
        for (int i = 0; i < events.size(); i++) {
            try {
                steps.run(tab, events.get(i));
            } catch (RuntimeException failure) {
                if (TabSteps.isOfTheStore(failure)) {
                    throw failure;
                }
                return new TabRun(tab, events.subList(i, events.size()), failure);
            }
        }
        return new TabRun(tab, List.of(), null);
    }

    private static TabRun result(Future<TabRun> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The store failed in the middle of a batch", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
