package holdfast.app.reservation;

import holdfast.app.commandbus.Commands;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.commandbus.Overloaded;
import holdfast.inventory.cart.CartEvent;
import holdfast.order.OrderEvent.AffectsStock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs the steps of orders and carts: a few times when one fails, unless it is the store itself that does. */
@Component
class ProcessSteps {

    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 25;

    private final ReservationProcess orders;
    private final CartProcess carts;
    private final List<CorrelationDataProvider> correlation;

    ProcessSteps(ReservationProcess orders, CartProcess carts, List<CorrelationDataProvider> correlation) {
        this.orders = orders;
        this.carts = carts;
        this.correlation = correlation;
    }

    /** The order or cart whose step an event asks for; null when it asks for none. */
    static @Nullable String holderOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case AffectsStock order -> order.orderId();
            case CartEvent.AffectsStock cart -> cart.cart().toString();
            case null, default -> null;
        };
    }

    private DeadlineChange step(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case AffectsStock order -> orders.on(order);
            case CartEvent.AffectsStock cart -> carts.on(cart);
            case null, default -> throw new IllegalArgumentException("No step follows from " + event);
        };
    }

    /** The commands of the step keep who caused the event, and in which trace. */
    DeadlineChange run(EventMessage<?> event) {
        return ScopedValue.where(Commands.ORIGIN, originOf(event)).call(() -> runWithRetries(event));
    }

    /** Without a second attempt. */
    DeadlineChange runOnce(EventMessage<?> event) {
        return ScopedValue.where(Commands.ORIGIN, originOf(event)).call(() -> step(event));
    }

    private MetaData originOf(EventMessage<?> event) {
        Map<String, Object> origin = new HashMap<>();
        correlation.forEach(provider -> origin.putAll(provider.correlationDataFor(event)));
        return MetaData.from(origin);
    }

    private DeadlineChange runWithRetries(EventMessage<?> event) {
        for (int attempt = 1; ; attempt++) {
            try {
                return step(event);
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || isOfTheStore(failure)) {
                    throw failure;
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (2 * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the store fails nothing is parked: the processor stops there and begins the batch again. */
    static void rethrowOfTheStore(RuntimeException failure) {
        if (isOfTheStore(failure)) {
            throw failure;
        }
    }

    private static boolean isOfTheStore(RuntimeException failure) {
        return failure instanceof OutcomeUnknown
                || failure instanceof Overloaded
                || failure instanceof DataAccessException
                || failure instanceof TransactionException;
    }
}
