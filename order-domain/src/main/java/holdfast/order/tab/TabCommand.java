package holdfast.order.tab;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a tab. Every handler answers the {@link TabState} after it. */
public sealed interface TabCommand {

    TabId tab();

    Instant at();

    /**
     * Asks for the open order in a currency: the one that there is, or else this one from now on.
     *
     * @param orderId of the new order if there must be one; also when the open one has another currency
     */
    record OpenTabOrder(@TargetAggregateIdentifier TabId tab, String orderId, String currency, Instant at)
            implements TabCommand {}

    /** This order is not open any more; harmless when another one is. */
    record CloseTabOrder(@TargetAggregateIdentifier TabId tab, String orderId, Instant at) implements TabCommand {}
}
