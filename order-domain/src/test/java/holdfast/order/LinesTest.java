package holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import holdfast.order.OrderRefusal.AlreadyExists;
import holdfast.order.OrderRefusal.InvalidAmount;
import holdfast.order.OrderRefusal.TooManyLines;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Nested
    class Numbering {

        @Test
        void lines_without_an_id_are_numbered_from_one() throws OrderRefusal {
            assertThat(idsAdmitted(Lines.NONE, null, null)).containsExactly("1", "2");
        }

        @Test
        void an_id_of_the_client_is_kept() throws OrderRefusal {
            assertThat(idsAdmitted(Lines.NONE, "a", null, "b", null)).containsExactly("a", "2", "b", "4");
        }

        @Test
        void numbering_goes_on_after_the_lines_there_are() throws OrderRefusal {
            assertThat(idsAdmitted(having("1", "2"), null, null)).containsExactly("3", "4");
        }

        @Test
        void a_number_that_the_client_took_is_skipped() throws OrderRefusal {
            assertThat(idsAdmitted(Lines.NONE, "2", null)).containsExactly("2", "3");
        }

        @Test
        void a_number_that_the_client_takes_further_down_is_left_to_it() throws OrderRefusal {
            assertThat(idsAdmitted(Lines.NONE, null, "1")).containsExactly("2", "1");
        }

        @Test
        void the_number_of_a_removed_line_is_never_used_again() throws OrderRefusal {
            assertThat(idsAdmitted(having("1", "2").without("change", "2"), null, null))
                    .containsExactly("3", "4");
        }

        @Test
        void the_number_of_a_removed_line_is_never_used_again_even_if_numbers_were_skipped() throws OrderRefusal {
            assertThat(idsAdmitted(having("2", "3").without("change", "3"), new String[] {null}))
                    .containsExactly("4");
        }
    }

    @Nested
    class Admission {

        @Test
        void the_same_id_twice_is_refused() {
            assertThatExceptionOfType(AlreadyExists.class)
                    .isThrownBy(() -> idsAdmitted(Lines.NONE, "a", "a"))
                    .withMessage("Line a exists already with other content");
        }

        @Test
        void an_id_that_is_on_the_order_already_is_refused() {
            assertThatExceptionOfType(AlreadyExists.class).isThrownBy(() -> idsAdmitted(having("a"), "a"));
        }

        @Test
        void two_hundred_lines_are_admitted() throws OrderRefusal {
            assertThat(Lines.NONE.admit(Collections.nCopies(200, line(null)), "EUR"))
                    .hasSize(200);
        }

        @Test
        void more_than_two_hundred_lines_are_refused() {
            assertThatExceptionOfType(TooManyLines.class)
                    .isThrownBy(() -> Lines.NONE.admit(Collections.nCopies(201, line(null)), "EUR"))
                    .withMessage("An order takes at most 200 lines");
        }

        @Test
        void the_lines_on_the_order_count_too() {
            Lines many = having(Stream.iterate(1, n -> n + 1)
                    .limit(199)
                    .map(String::valueOf)
                    .toArray(String[]::new));
            assertThatExceptionOfType(TooManyLines.class).isThrownBy(() -> idsAdmitted(many, null, null));
        }

        @Test
        void removed_lines_do_not_count() throws OrderRefusal {
            Lines many = having(Stream.iterate(1, n -> n + 1)
                    .limit(200)
                    .map(String::valueOf)
                    .toArray(String[]::new));
            assertThat(idsAdmitted(many.without("change", "7"), new String[] {null}))
                    .containsExactly("201");
        }

        @Test
        void quantities_and_prices_get_their_canonical_form() throws OrderRefusal {
            NewLine asked = new NewLine("a", "beans", "main", new BigDecimal("1.50"), new BigDecimal("12.5"));
            assertThat(Lines.NONE.admit(List.of(asked), "EUR"))
                    .containsExactly(
                            new OrderLine("a", "beans", "main", new BigDecimal("1.5"), new BigDecimal("12.50")));
        }

        @Test
        void a_price_with_more_decimals_than_the_currency_is_refused() {
            NewLine asked = new NewLine("a", "beans", "main", BigDecimal.ONE, new BigDecimal("12.505"));
            assertThatExceptionOfType(InvalidAmount.class)
                    .isThrownBy(() -> Lines.NONE.admit(List.of(asked), "EUR"))
                    .withMessage("12.505 has more than the 2 decimals of EUR");
        }
    }

    @Nested
    class Stock {

        @Test
        void lines_of_one_item_are_added_up_and_items_come_in_sku_order() {
            Lines lines = Lines.of(List.of(
                    new OrderLine("1", "milk", "main", new BigDecimal("1"), BigDecimal.ONE),
                    new OrderLine("2", "beans", "shop-2", new BigDecimal("0.5"), BigDecimal.ONE),
                    new OrderLine("3", "milk", "main", new BigDecimal("2.5"), BigDecimal.TEN),
                    new OrderLine("4", "beans", "main", new BigDecimal("4"), BigDecimal.ONE)));
            assertThat(lines.stock())
                    .containsExactly(
                            new ItemQuantity("beans", "main", new BigDecimal("4")),
                            new ItemQuantity("beans", "shop-2", new BigDecimal("0.5")),
                            new ItemQuantity("milk", "main", new BigDecimal("3.5")));
        }
    }

    private static Lines having(String... ids) {
        return Lines.of(Stream.of(ids)
                .map(id -> new OrderLine(id, "beans", "main", BigDecimal.ONE, BigDecimal.ONE))
                .toList());
    }

    private static List<String> idsAdmitted(Lines lines, @Nullable String... ids) throws OrderRefusal {
        List<NewLine> asked = Stream.of(ids).map(LinesTest::line).toList();
        return lines.admit(asked, "EUR").stream().map(OrderLine::lineId).toList();
    }

    private static NewLine line(@Nullable String id) {
        return new NewLine(id, "beans", "main", BigDecimal.ONE, BigDecimal.ONE);
    }
}
