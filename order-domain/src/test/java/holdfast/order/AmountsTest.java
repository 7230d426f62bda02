package holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "1,     12.50, EUR, 12.50",
        "3,     0.10,  EUR, 0.30",
        "0.105, 1.00,  EUR, 0.11", // half a cent goes up
        "0.104, 1.00,  EUR, 0.10",
        "0.333, 9.99,  EUR, 3.33",
        "0.5,   1,     JPY, 1",
        "0.49,  1,     JPY, 0",
        "1.5,   333,   JPY, 500",
        "2,     1.234, KWD, 2.468",
        "5,     0,     EUR, 0.00"
    })
    void a_line_is_rounded_half_up_to_the_decimals_of_the_currency(
            String quantity, String unitPrice, String currency, String amount) {
        assertThat(Amounts.of(line(quantity, unitPrice), currency)).isEqualTo(new BigDecimal(amount));
    }

    @Test
    void each_line_is_rounded_on_its_own_as_on_a_receipt() {
        Lines lines = Lines.NONE.plus("change", List.of(line("0.105", "1"), line("0.105", "1"), line("0.105", "1")));
        assertThat(lines.total("EUR")).isEqualTo(new BigDecimal("0.33"));
    }

    @ParameterizedTest
    @CsvSource({"12.5, EUR, 12.50", "12, EUR, 12.00", "1E+1, EUR, 10.00", "12.500, EUR, 12.50", "500.0, JPY, 500"})
    void an_amount_gets_all_decimals_of_its_currency(String amount, String currency, String exact) throws OrderRefusal {
        assertThat(Amounts.exact(new BigDecimal(amount), currency, "amount")).isEqualTo(new BigDecimal(exact));
    }

    @ParameterizedTest
    @CsvSource({"12.505, EUR", "0.5, JPY", "0.0001, KWD"})
    void an_amount_with_more_decimals_than_its_currency_is_refused(String amount, String currency) {
        assertThatExceptionOfType(OrderRefusal.InvalidAmount.class)
                .isThrownBy(() -> Amounts.exact(new BigDecimal(amount), currency, "amount"))
                .withMessageContaining("more than the")
                .withMessageContaining(currency)
                .returns("amount", OrderRefusal.InvalidAmount::field);
    }

    @ParameterizedTest
    @CsvSource({"ZZZ", "eur", "''", "EURO"})
    void an_unknown_currency_is_refused(String currency) {
        assertThatExceptionOfType(OrderRefusal.InvalidAmount.class)
                .isThrownBy(() -> Amounts.exact(BigDecimal.ONE, currency, "amount"))
                .withMessage("'" + currency + "' is not a currency")
                .returns("currency", OrderRefusal.InvalidAmount::field);
    }

    private static OrderLine line(String quantity, String unitPrice) {
        return new OrderLine("1", "beans", "main", new BigDecimal(quantity), new BigDecimal(unitPrice));
    }
}
