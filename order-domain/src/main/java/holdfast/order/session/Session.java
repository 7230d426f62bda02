package holdfast.order.session;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.order.OrderRefusal;
import holdfast.order.session.SessionCommand.AssignTab;
import holdfast.order.session.SessionCommand.CompleteSession;
import holdfast.order.session.SessionCommand.OpenSession;
import holdfast.order.session.SessionCommand.ReplaceItems;
import holdfast.order.session.SessionCommand.RequestLogout;
import holdfast.order.session.SessionEvent.LogoutRequested;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionEvent.SessionCompleted;
import holdfast.order.session.SessionEvent.SessionItemsReplaced;
import holdfast.order.session.SessionEvent.SessionOpened;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** The sessions of one user, one after the other: each ends once, completed or assigned to a tab. */
@AggregateRoot(type = "Session")
public class Session {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private SessionState state = SessionState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    SessionState handle(OpenSession command) throws SessionRefusal {
        return state.isOpen()
                ? state
                : append(command, new SessionOpened(command.user().user(), command.sessionId(), command.at()));
    }

    @CommandHandler
    SessionState handle(ReplaceItems command) throws SessionRefusal, OrderRefusal {
        requireOpen();
        List<SessionItem> items = exact(command.items(), command.currency());
        return append(command, new SessionItemsReplaced(state.userId(), state.sessionId(), items, command.at()));
    }

    @CommandHandler
    SessionState handle(RequestLogout command) throws SessionRefusal {
        if (state.logoutTime() != null) {
            return state;
        }
        requireOpen();
        return append(command, new LogoutRequested(state.userId(), state.sessionId(), command.at()));
    }

    @CommandHandler
    SessionState handle(CompleteSession command) throws SessionRefusal {
        return state.isOpen()
                ? append(command, new SessionCompleted(state.userId(), state.sessionId(), command.at()))
                : state;
    }

    @CommandHandler
    SessionState handle(AssignTab command) throws SessionRefusal, OrderRefusal {
        if (command.tab().equals(state.tab())) {
            return state;
        }
        requireOpen();
        List<SessionItem> items = exact(state.items(), command.currency());
        return append(
                command,
                new SessionAssigned(
                        state.userId(), state.sessionId(), command.tab(), command.currency(), items, command.at()));
    }

    private void requireOpen() throws SessionRefusal {
        if (!state.isOpen()) {
            throw new SessionRefusal.InvalidState(state.status(), "The session is completed");
        }
    }

    private static List<SessionItem> exact(List<SessionItem> items, String currency) throws OrderRefusal {
        List<SessionItem> exact = new ArrayList<>();
        for (SessionItem item : items) {
            exact.add(item.exact(currency));
        }
        return List.copyOf(exact);
    }

    private SessionState append(SessionCommand command, SessionEvent event) throws SessionRefusal {
        Long expected = command.expectedVersion();
        if (expected != null && expected != state.version()) {
            throw new SessionRefusal.StaleVersion(expected, state.version());
        }
        apply(event);
        return state;
    }

    @EventSourcingHandler
    void on(SessionEvent event) {
        id = new UserId(event.userId()).toString();
        state = state.evolve(event);
    }

    /** Goes on from a state that was kept, instead of the events up to it. */
    @EventSourcingHandler
    void on(SessionState kept) {
        id = new UserId(kept.userId()).toString();
        state = kept;
    }

    /** For Axon, which fills it from the events. */
    Session() {}
}
