package holdfast.app.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SnapshotSettingsTest {

    @EnableConfigurationProperties(SnapshotSettings.class)
    static class Settings {}

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void have_defaults() {
        service.run(context -> assertThat(context.getBean(SnapshotSettings.class))
                .isEqualTo(new SnapshotSettings(500, 32, 1_024, 1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"every=0", "kept=1", "waiting=0", "compared-parts=-1", "every=often"})
    void refuse_what_cannot_be(String setting) {
        service.withPropertyValues("holdfast.snapshots." + setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
