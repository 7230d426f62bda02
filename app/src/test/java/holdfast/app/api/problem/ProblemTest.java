package holdfast.app.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private record Shortage(String sku, BigDecimal requested, BigDecimal available) {}

    private static final Problem SHORTAGE = ProblemType.INSUFFICIENT_STOCK
            .because("Too few beans: \u00e9.")
            .with("shortages", List.of(new Shortage("beans", new BigDecimal("2.50"), new BigDecimal("1E+1"))))
            .with("orderId", "o-1")
            .with("version", 7)
            .with("hint", null);

    @Test
    void is_the_same_after_it_was_stored() {
        Problem replayed = Problem.fromJson(SHORTAGE.toJson());

        assertThat(replayed).isEqualTo(SHORTAGE);
        assertThat(replayed.toJson()).isEqualTo(SHORTAGE.toJson());
        assertThat(replayed.body("/v1/orders")).isEqualTo(SHORTAGE.body("/v1/orders"));
    }

    @Test
    void tells_its_fields_in_order_with_the_instance_only_when_sent() {
        String rest =
                "\"shortages\":[{\"sku\":\"beans\",\"requested\":\"2.50\",\"available\":\"10\"}],\"orderId\":\"o-1\",\"version\":7,\"hint\":null}";
        String head =
                "{\"type\":\"https://holdfast.dev/problems/insufficient-stock\",\"title\":\"There is not enough stock\",\"status\":409,\"detail\":\"Too few beans: \u00e9.\",";

        assertThat(SHORTAGE.toJson()).isEqualTo(head + rest);
        assertThat(new String(SHORTAGE.body("/x"), StandardCharsets.UTF_8))
                .isEqualTo(head + "\"instance\":\"/x\"," + rest);
    }

    @Test
    void keeps_its_standard_fields() {
        assertThatIllegalArgumentException().isThrownBy(() -> SHORTAGE.with("status", 200));
    }

    @Test
    void finds_every_type_by_its_uri() {
        for (ProblemType type : ProblemType.values()) {
            assertThat(ProblemType.ofUri(type.uri().toString())).isEqualTo(type);
        }
    }
}
