package holdfast.app.tracing;

import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the service its spans, when tracing is on. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean
    Traces traces(ObjectProvider<OpenTelemetry> collected) {
        OpenTelemetry telemetry = collected.getIfAvailable();
        return telemetry == null ? Traces.NONE : new CollectedTraces(telemetry.getTracer("holdfast"));
    }
}
