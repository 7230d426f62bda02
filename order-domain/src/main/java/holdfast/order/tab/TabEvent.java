package holdfast.order.tab;

import java.time.Instant;

/** What happened to the open order of a tab. */
public sealed interface TabEvent {

    String tab();

    String orderId();

    Instant at();

    record TabOrderOpened(String tab, String orderId, String currency, Instant at) implements TabEvent {}

    record TabOrderClosed(String tab, String orderId, Instant at) implements TabEvent {}
}
