package holdfast.app.readmodel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How read models are rebuilt.
 *
 * @param batch how many events are taken in by one transaction
 */
@ConfigurationProperties("holdfast.rebuild")
record RebuildSettings(@DefaultValue("10000") int batch) {

    RebuildSettings {
        if (batch < 1) {
            throw new IllegalArgumentException("holdfast.rebuild.batch must be at least 1");
        }
    }
}
