package holdfast.app.axonserver.routing;

import holdfast.inventory.StockCommand;
import holdfast.inventory.StockDefinitionCommand;
import holdfast.inventory.cart.CartCommand;
import holdfast.order.OrderCommand;
import holdfast.order.amendment.AmendmentCommand;
import holdfast.order.session.SessionCommand;
import java.util.List;
import java.util.stream.Stream;

/** All commands to the aggregates that callers command; a process alone commands the others. */
final class RoutedCommands {

    private RoutedCommands() {}

    static List<Class<?>> all() {
        return Stream.<Class<?>>of(
                        OrderCommand.class,
                        AmendmentCommand.class,
                        SessionCommand.class,
                        CartCommand.class,
                        StockCommand.class,
                        StockDefinitionCommand.class)
                .flatMap(RoutedCommands::kinds)
                .toList();
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RoutedCommands::kinds)
                : Stream.of(type);
    }
}
