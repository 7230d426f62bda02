package holdfast.app.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ExactDecimalTest {

    private static final JsonMapper JSON = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        WebJson.configure(builder);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11.52", "-1.50", "999999999999999.9999999999", "007"})
    void a_text_keeps_every_digit(String text) {
        assertThat(ExactDecimal.parse(text)).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "1 ", "+1", "1.", ".5", "-", "1e3", "1e999999999", "NaN", "0x1", "1,5", "\u0661", "1\n"
            })
    void a_text_in_any_other_notation_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExactDecimal.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000", "0.00000000001", "-1000000000000000.5"})
    void a_text_beyond_the_bounds_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactDecimal.parse(text))
                .withMessageContaining("15 digits");
    }

    @ParameterizedTest
    @CsvSource({"0.1,0.1", "1E+2,100", "1.5e1,15", "0.10,0.10", "123456789012345.1234567891,123456789012345.1234567891"
    })
    void a_number_is_read_as_written_and_printed_plain(String number, String printed) {
        assertThat(JSON.writeValueAsString(JSON.readValue(number, BigDecimal.class)))
                .isEqualTo("\"" + printed + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e99999999999999", "1e15", "0e999999999", "true", "[]"})
    void a_number_beyond_the_bounds_or_another_token_is_refused(String json) {
        assertThatThrownBy(() -> JSON.readValue(json, BigDecimal.class))
                .isInstanceOf(tools.jackson.databind.exc.MismatchedInputException.class);
    }

    @Test
    void a_null_stays_null() {
        assertThat(JSON.readValue("null", BigDecimal.class)).isNull();
    }
}
