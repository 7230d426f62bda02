package holdfast.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StoreSettingsTest {

    @Test
    void without_settings_the_store_is_embedded_and_lies_beside_the_service() {
        StoreSettings settings = bind(Map.of());

        assertThat(settings.dataDir().normalize()).isEqualTo(Path.of("data"));
        assertThat(settings.usesEmbeddedDatabase()).isTrue();
        assertThat(settings.store().poolSize()).isEqualTo(24);
    }

    @Test
    void environment_variables_name_the_folder_and_the_server() {
        StoreSettings settings = bind(Map.of(
                "HOLDFAST_DATA_DIR", "/srv/holdfast",
                "HOLDFAST_MODE", "postgres",
                "HOLDFAST_POSTGRES_URL", "jdbc:postgresql://db/shop",
                "HOLDFAST_POSTGRES_USERNAME", "shop",
                "HOLDFAST_POSTGRES_PASSWORD", "",
                "HOLDFAST_STORE_POOL_SIZE", "40"));

        assertThat(settings)
                .isEqualTo(new StoreSettings(
                        Path.of("/srv/holdfast"),
                        StoreMode.POSTGRES,
                        new StoreSettings.Postgres("jdbc:postgresql://db/shop", "shop", ""),
                        new StoreSettings.Store(40)));
        assertThat(settings.usesEmbeddedDatabase()).isFalse();
    }

    @Test
    void axon_server_keeps_the_rest_in_the_embedded_store_unless_a_server_is_given() {
        assertThat(bind(Map.of("HOLDFAST_MODE", "axonserver")).usesEmbeddedDatabase())
                .isTrue();
        assertThat(bind(Map.of("HOLDFAST_MODE", "axonserver", "HOLDFAST_POSTGRES_URL", "jdbc:postgresql://db/shop"))
                        .usesEmbeddedDatabase())
                .isFalse();
    }

    @Test
    void the_password_is_not_printed() {
        assertThat(new StoreSettings.Postgres("jdbc:postgresql://db/shop", "shop", "hush").toString())
                .doesNotContain("hush");
    }

    private static StoreSettings bind(Map<String, Object> environment) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment));
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("holdfast", StoreSettings.class);
    }
}
