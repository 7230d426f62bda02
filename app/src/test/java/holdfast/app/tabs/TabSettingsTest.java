package holdfast.app.tabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TabSettingsTest {

    private static TabSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("holdfast", TabSettings.class);
    }

    @Test
    void the_currency_is_the_euro_unless_said_otherwise() {
        assertThat(bind(Map.of()).currency()).isEqualTo("EUR");
        assertThat(bind(Map.of("holdfast.currency", "CHF")).currency()).isEqualTo("CHF");
    }

    @Test
    void a_currency_that_nobody_knows_is_refused() {
        assertThatThrownBy(() -> bind(Map.of("holdfast.currency", "XYZ"))).isInstanceOf(BindException.class);
    }
}
