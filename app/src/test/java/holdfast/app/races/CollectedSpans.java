package holdfast.app.races;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Collects spans in memory: a service takes it up by {@code spring.main.sources}. */
@Configuration(proxyBeanMethods = false)
class CollectedSpans {

    @Bean
    InMemorySpanExporter memory() {
        return InMemorySpanExporter.create();
    }
}
