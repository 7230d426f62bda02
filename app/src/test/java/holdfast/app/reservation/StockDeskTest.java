package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.APPLE;
import static holdfast.app.reservation.Cast.DUE;
import static holdfast.app.reservation.Cast.NOON;
import static holdfast.app.reservation.Cast.PEAR;
import static holdfast.app.reservation.Cast.PLUM;
import static holdfast.app.reservation.Cast.cancelled;
import static holdfast.app.reservation.Cast.completed;
import static holdfast.app.reservation.Cast.expired;
import static holdfast.app.reservation.Cast.line;
import static holdfast.app.reservation.Cast.paid;
import static holdfast.app.reservation.Cast.placed;
import static holdfast.app.reservation.Cast.rejected;
import static holdfast.app.reservation.Cast.reserved;
import static holdfast.app.reservation.Cast.some;
import static holdfast.app.reservation.Cast.stateOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockRefusal.InsufficientStock;
import holdfast.inventory.StockRefusal.LapsedHoldsInTheWay;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRefunded;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.ReservationExtended;
import holdfast.order.OrderState;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.utils.RecordingCommandBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StockDeskTest {

    private static final String ME = "o-1";
    private static final String OTHER = "o-7";
    private static final OrderPlaced OTHERS =
            placed(OTHER, line("1", APPLE, "2"), line("2", PEAR, "4"), line("3", APPLE, "1"));
    private static final ReserveStock RESERVE = new ReserveStock(APPLE, ME, "placed", BigDecimal.TWO, DUE, NOON);

    private final RecordingCommandBus bus = new RecordingCommandBus();
    private final Answers answers = new Answers();
    private final Commands commands = new Commands(bus);
    private final StockDesk desk = new StockDesk(commands, (_, _) -> BigDecimal.ONE, new MovableClock(() -> NOON));

    @BeforeEach
    void connect() {
        bus.setCallbackBehavior(answers);
    }

    private Reservation reserve(ItemQuantity... items) {
        return desk.reserve(ME, "placed", List.of(items), DUE);
    }

    private List<Object> commands() {
        return bus.getDispatchedCommands().stream()
                .map(CommandMessage::getPayload)
                .map(Object.class::cast)
                .toList();
    }

    private static LapsedHoldsInTheWay lapsedAt(StockItemId item, String... holders) {
        return new LapsedHoldsInTheWay(item, List.of(holders));
    }

    @Nested
    class A_lapsed_hold_in_the_way {

        @BeforeEach
        void lapse() {
            answers.toReserving(APPLE, lapsedAt(APPLE, OTHER), new ReserveOutcome.Held());
        }

        private void assertSettledBy(OrderState holder, Object... settlement) {
            answers.order(holder);
            List<Object> expected = new ArrayList<>(List.of(RESERVE, new ExpireOrder(OTHER, NOON)));
            expected.addAll(List.of(settlement));
            expected.add(RESERVE);

            assertThat(reserve(some(APPLE, "2"))).isEqualTo(new Reservation.Held());
            assertThat(commands()).isEqualTo(expected);
        }

        @Test
        void is_let_go_when_its_order_expires() {
            assertSettledBy(stateOf(OTHERS, reserved(OTHER), expired(OTHER)), new ReleaseHold(APPLE, OTHER, NOON));
        }

        @Test
        void is_let_go_when_its_order_had_ended_before() {
            assertSettledBy(stateOf(OTHERS, reserved(OTHER), cancelled(OTHER)), new ReleaseHold(APPLE, OTHER, NOON));
        }

        @Test
        void is_let_go_when_its_order_was_rejected() {
            assertSettledBy(stateOf(OTHERS, rejected(OTHER)), new ReleaseHold(APPLE, OTHER, NOON));
        }

        @Test
        void is_sold_when_its_order_was_paid_in_time() {
            assertSettledBy(
                    stateOf(OTHERS, reserved(OTHER), paid(OTHER)),
                    new CommitHold(APPLE, OTHER, new BigDecimal("3"), NOON));
        }

        @Test
        void is_sold_when_its_order_was_paid_and_handed_over() {
            assertSettledBy(
                    stateOf(OTHERS, reserved(OTHER), paid(OTHER), completed(OTHER)),
                    new CommitHold(APPLE, OTHER, new BigDecimal("3"), NOON));
        }

        @Test
        void lasts_longer_when_its_order_got_more_time() {
            Instant later = DUE.plusSeconds(600);
            ReservationExtended extended = new ReservationExtended(OTHER, later, List.of(), NOON);

            assertSettledBy(stateOf(OTHERS, reserved(OTHER), extended), new ExtendHold(APPLE, OTHER, later, NOON));
        }

        @Test
        void is_let_go_when_its_order_was_voided() {
            assertSettledBy(
                    stateOf(OTHERS, reserved(OTHER), new OrderVoided(OTHER, null, List.of(), NOON)),
                    new ReleaseHold(APPLE, OTHER, NOON));
        }

        @Test
        void is_sold_when_its_order_was_paid_in_time_and_refunded() {
            assertSettledBy(
                    stateOf(OTHERS, reserved(OTHER), paid(OTHER), new OrderRefunded(OTHER, NOON)),
                    new CommitHold(APPLE, OTHER, new BigDecimal("3"), NOON));
        }

        @Test
        void is_let_go_when_nobody_knows_its_order() {
            assertThat(reserve(some(APPLE, "2"))).isEqualTo(new Reservation.Held());
            assertThat(commands())
                    .containsExactly(
                            RESERVE, new ExpireOrder(OTHER, NOON), new ReleaseHold(APPLE, OTHER, NOON), RESERVE);
        }

        @Test
        void may_have_company() {
            answers.toReserving(APPLE, lapsedAt(APPLE, OTHER, "o-8"), new ReserveOutcome.Held());

            reserve(some(APPLE, "2"));

            assertThat(commands())
                    .containsExactly(
                            RESERVE,
                            new ExpireOrder(OTHER, NOON),
                            new ReleaseHold(APPLE, OTHER, NOON),
                            new ExpireOrder("o-8", NOON),
                            new ReleaseHold(APPLE, "o-8", NOON),
                            RESERVE);
        }

        @Test
        void that_never_goes_away_is_an_error_and_no_endless_loop() {
            answers.toReserving(APPLE, lapsedAt(APPLE, OTHER));

            assertThatThrownBy(() -> reserve(some(APPLE, "2")))
                    .isInstanceOfSatisfying(
                            CommandRefused.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(LapsedHoldsInTheWay.class));
            assertThat(Collections.frequency(commands(), RESERVE)).isEqualTo(10);
        }

        @Test
        void leaves_the_command_as_it_was_sent() {
            MetaData actor = MetaData.with("actor", "till-3");

            Object outcome = desk.send(RESERVE, sent -> commands.resultOf(sent, actor));

            assertThat(outcome).isEqualTo(new ReserveOutcome.Held());
            assertThat(bus.getDispatchedCommands())
                    .filteredOn(message -> message.getPayload().equals(RESERVE))
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message.getMetaData()).isEqualTo(actor));
        }
    }

    @Test
    void another_refusal_is_the_callers() {
        InsufficientStock refusal = new InsufficientStock(APPLE, BigDecimal.TWO, BigDecimal.ONE);
        answers.toReserving(APPLE, refusal);

        assertThatThrownBy(() -> desk.send(RESERVE, commands::send))
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.refusal()).isSameAs(refusal));
        assertThat(commands()).containsExactly(RESERVE);
    }

    @Test
    void after_the_first_item_that_is_missing_the_others_are_only_looked_at() {
        answers.toReserving(PEAR, new ReserveOutcome.NotEnough(BigDecimal.ZERO));

        assertThat(reserve(some(APPLE, "2"), some(PEAR, "1"), some(PLUM, "2")))
                .isEqualTo(new Reservation.Missing(List.of(
                        new Shortage("pear", "main", BigDecimal.ONE, BigDecimal.ZERO),
                        new Shortage("plum", "main", BigDecimal.TWO, BigDecimal.ONE))));
        assertThat(commands())
                .containsExactly(RESERVE, new ReserveStock(PEAR, ME, "placed", BigDecimal.ONE, DUE, NOON));
    }

    @Test
    void an_undo_names_the_attempt_that_it_takes_back() {
        answers.neverArrived(PEAR);

        desk.undo(ME, "a-1", List.of(some(APPLE, "2"), some(PEAR, "1")));

        assertThat(commands())
                .containsExactly(
                        new ReleaseStock(APPLE, ME, "undo:a-1", "a-1", BigDecimal.TWO, NOON),
                        new ReleaseStock(PEAR, ME, "undo:a-1", "a-1", BigDecimal.ONE, NOON));
    }
}
