package holdfast.app.tabs;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.app.orders.OrderStreams;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderRefusal.AlreadyExists;
import holdfast.order.OrderRefusal.AlreadyPaid;
import holdfast.order.OrderRefusal.InvalidState;
import holdfast.order.OrderRefusal.ReservationExpired;
import holdfast.order.OrderRefusal.StockNeeded;
import holdfast.order.OrderRefusal.TooManyLines;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionItem;
import holdfast.order.tab.AssignmentCommand.DirectItems;
import holdfast.order.tab.AssignmentCommand.RecordArrival;
import holdfast.order.tab.AssignmentState;
import holdfast.order.tab.TabCommand.CloseTabOrder;
import holdfast.order.tab.TabCommand.OpenTabOrder;
import holdfast.order.tab.TabId;
import holdfast.order.tab.TabState;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings the items of assigned sessions onto the open orders of their tabs, each of them once.
 *
 * <p>The events of a tab come here one after the other, and may come again after a crash. Which order takes the items is
 * written down before any is put on it, and another one is named only when that one can never take them: so wherever it
 * was broken off, it goes on with the same order.
 */
@Component
class TabProcess {

    private final Commands commands;
    private final TabStreams streams;
    private final OrderStreams orders;
    private final TabSettings settings;
    private final Clock clock;

    TabProcess(Commands commands, TabStreams streams, OrderStreams orders, TabSettings settings, Clock clock) {
        this.commands = commands;
        this.streams = streams;
        this.orders = orders;
        this.settings = settings;
        this.clock = clock;
    }

    /** The tab that an event is about, null when it is about none. */
    @Nullable
    String tabOf(Object event) {
        return switch (event) {
            case SessionAssigned e -> e.tab();
            case OrderDrafted e -> e.tab();
            case OrderPlaced e -> e.tab();
            case OrderCancelled e -> orders.order(e.orderId()).origin().tab();
            case OrderVoided e -> orders.order(e.orderId()).origin().tab();
            default -> throw new IllegalArgumentException("Not about a tab: " + event);
        };
    }

    /** Does what an event that is about a tab asks for. */
    void on(String tab, Object event) {
        switch (event) {
            case SessionAssigned e -> move(e);
            case OrderDrafted e -> adopt(tab, e);
            case OrderPlaced e -> closeIfOpen(tab, e.orderId());
            case OrderCancelled e -> closeIfOpen(tab, e.orderId());
            case OrderVoided e -> closeIfOpen(tab, e.orderId());
            default -> throw new IllegalArgumentException("Not about a tab: " + event);
        }
    }

    private void move(SessionAssigned session) {
        AssignmentState assignment = streams.assignment(session.assignmentId());
        if (assignment.orderId() == null) {
            assignment = direct(session, null);
        }
        while (!assignment.hasArrived()) {
            String orderId = Objects.requireNonNull(assignment.orderId());
            Optional<OrderState> order = add(session, orderId);
            assignment = order.isPresent() ? arrived(session, order.get()) : direct(session, orderId);
        }
    }

    private AssignmentState direct(SessionAssigned session, @Nullable String insteadOf) {
        if (insteadOf != null) {
            closeIfOpen(session.tab(), insteadOf);
        }
        String orderId = openOrder(session.tab(), session.currency());
        return commands.send(
                new DirectItems(session.assignmentId(), session.tab(), orderId, insteadOf, clock.instant()));
    }

    private String openOrder(String tab, String currency) {
        closeIfOver(tab);
        String newOrder = UuidCreator.getTimeOrderedEpoch().toString();
        TabState opened = commands.send(new OpenTabOrder(new TabId(tab), newOrder, currency, clock.instant()));
        return Objects.requireNonNull(opened.orderId());
    }

    /** Puts the items on the order; answers nothing when it can never take them. */
    private Optional<OrderState> add(SessionAssigned session, String orderId) {
        List<NewLine> lines = session.items().stream().map(SessionItem::line).toList();
        try {
            if (orders.order(orderId).version() == 0) {
                draft(session, orderId);
            }
            return Optional.of(
                    commands.send(new AddLines(orderId, session.assignmentId(), lines, false, null, clock.instant())));
        } catch (CommandRefused refused) {
            if (isTemporary(refused)) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private void draft(SessionAssigned session, String orderId) {
        commands.send(
                new DraftOrder(orderId, null, session.tab(), session.currency(), List.of(), null, clock.instant()));
    }

    /** An order that was placed, ended, or is full: what comes now goes on the next one. */
    private static boolean isTemporary(CommandRefused refused) {
        return switch (refused.refusal()) {
            case InvalidState _ -> false;
            case ReservationExpired _ -> false;
            case AlreadyPaid _ -> false;
            case StockNeeded _ -> false;
            case TooManyLines _ -> false;
            case AlreadyExists _ -> false;
            default -> true;
        };
    }

    private AssignmentState arrived(SessionAssigned session, OrderState order) {
        return commands.send(
                new RecordArrival(session.assignmentId(), order.orderId(), order.version(), clock.instant()));
    }

    /** A draft that somebody made for a tab is the tab's open order, unless there is one already. */
    private void adopt(String tab, OrderDrafted order) {
        if (!order.currency().equals(settings.currency()) || isOver(order.orderId())) {
            return;
        }
        closeIfOver(tab);
        if (streams.tab(tab).orderId() == null) {
            commands.send(new OpenTabOrder(new TabId(tab), order.orderId(), order.currency(), clock.instant()));
        }
    }

    private void closeIfOver(String tab) {
        String open = streams.tab(tab).orderId();
        if (open != null && isOver(open)) {
            closeIfOpen(tab, open);
        }
    }

    private void closeIfOpen(String tab, String orderId) {
        if (orderId.equals(streams.tab(tab).orderId())) {
            commands.send(new CloseTabOrder(new TabId(tab), orderId, clock.instant()));
        }
    }

    /** One that is not there yet is only about to be drafted. */
    private boolean isOver(String orderId) {
        OrderState order = orders.order(orderId);
        return order.version() > 0 && order.status() != OrderStatus.DRAFT;
    }
}
