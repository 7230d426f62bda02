package holdfast.inventory.cart;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StateTable;
import holdfast.inventory.StateTable.Cell;
import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.ConfirmCart;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartCommand.ExtendCart;
import holdfast.inventory.cart.CartCommand.RejectCart;
import holdfast.inventory.cart.CartCommand.ReleaseCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartCommand.TakeOverCart;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries every cell of {@code docs/architecture/reservation-states.md}. */
class CartStateTableTest {

    private static final CartId CART = new CartId("c-1");
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-05-04T11:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    /** What was asked before, and when the command of the cell comes. */
    private record Situation(Instant now, List<CartCommand> before) {}

    private static final Map<String, Situation> SITUATIONS = situations();
    private static final Map<String, Function<Instant, CartCommand>> COMMANDS = commands();

    private static RequestCart request(String quantity, Instant at) {
        return new RequestCart(CART, List.of(new CartItem("beans", "main", new BigDecimal(quantity))), TWO_HOURS, at);
    }

    private static Situation at(Instant now, CartCommand... before) {
        return new Situation(now, List.of(before));
    }

    private static Map<String, Situation> situations() {
        CartCommand asked = request("4", NINE);
        CartCommand held = new ConfirmCart(CART, NINE);
        Map<String, Situation> all = new LinkedHashMap<>();
        all.put("(none)", at(TEN));
        all.put("REQUESTED", at(TEN, asked));
        all.put("REQUESTED, past its deadline", at(ELEVEN, asked));
        all.put("HELD", at(TEN, asked, held));
        all.put("HELD, past its deadline", at(ELEVEN, asked, held));
        all.put("REJECTED", at(TEN, asked, new RejectCart(CART, List.of(), NINE)));
        all.put("COMMITTED", at(TEN, asked, held, new CommitCart(CART, null, NINE)));
        all.put("COMMITTED, taken over", at(TEN, asked, held, new TakeOverCart(CART, "o-1", ELEVEN, NINE)));
        all.put("RELEASED", at(TEN, asked, held, new ReleaseCart(CART, null, NINE)));
        all.put("EXPIRED", at(ELEVEN, asked, held, new ExpireCart(CART, ELEVEN)));
        return all;
    }

    private static Map<String, Function<Instant, CartCommand>> commands() {
        Map<String, Function<Instant, CartCommand>> all = new LinkedHashMap<>();
        all.put("RequestCart, same content", at -> request("4.0", at));
        all.put("RequestCart, other content", at -> request("5", at));
        all.put("ConfirmCart", at -> new ConfirmCart(CART, at));
        all.put("RejectCart", at -> new RejectCart(CART, List.of(), at));
        all.put("ExpireCart", at -> new ExpireCart(CART, at));
        all.put("ExtendCart", at -> extend(Duration.ofHours(1), at));
        all.put("ExtendCart, too long", at -> extend(Duration.ofSeconds(3601), at));
        all.put("CommitCart", at -> new CommitCart(CART, null, at));
        all.put("ReleaseCart", at -> new ReleaseCart(CART, null, at));
        all.put("TakeOverCart", at -> new TakeOverCart(CART, "o-1", ELEVEN, at));
        all.put("TakeOverCart, another order", at -> new TakeOverCart(CART, "o-2", ELEVEN, at));
        return all;
    }

    private static ExtendCart extend(Duration by, Instant at) {
        return new ExtendCart(CART, by, Duration.ofHours(3), null, at);
    }

    static List<Cell> cells() throws IOException {
        return StateTable.cells("reservation-states.md", "Status");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void the_cell_says_what_happens(Cell cell) {
        assertThat(outcome(cell.situation(), cell.command())).isEqualTo(cell.content());
    }

    @Test
    void each_situation_and_each_command_has_its_cell_once() throws IOException {
        assertThat(cells().stream().map(cell -> cell.situation() + " / " + cell.command()))
                .containsExactlyInAnyOrderElementsOf(SITUATIONS.keySet().stream()
                        .flatMap(situation -> COMMANDS.keySet().stream().map(command -> situation + " / " + command))
                        .toList());
    }

    @Test
    void no_command_is_missing() {
        COMMANDS.forEach((name, command) ->
                assertThat(name).startsWith(command.apply(TEN).getClass().getSimpleName()));
        Set<Class<?>> tried = COMMANDS.values().stream()
                .map(command -> command.apply(TEN).getClass())
                .collect(Collectors.toSet());
        assertThat(tried).containsExactlyInAnyOrder(CartCommand.class.getPermittedSubclasses());
    }

    private static String outcome(String situation, String command) {
        Situation given = Objects.requireNonNull(SITUATIONS.get(situation), () -> "No such situation: " + situation);
        Function<Instant, CartCommand> asked =
                Objects.requireNonNull(COMMANDS.get(command), () -> "No such command: " + command);
        CartOnStore store = new CartOnStore();
        given.before().forEach(store::send);
        int known = store.events(CART).size();
        CommandResultMessage<?> result = store.send(asked.apply(given.now()));
        if (result.isExceptional()) {
            return result.exceptionResult().getClass().getSimpleName();
        }
        String names = store.events(CART).stream()
                .skip(known)
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "–" : names;
    }
}
