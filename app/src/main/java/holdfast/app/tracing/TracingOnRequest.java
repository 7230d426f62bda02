package holdfast.app.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves all of tracing out unless it is said where traces go: what is not there costs nothing and calls nobody. */
final class TracingOnRequest implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";

    private boolean requested;

    @Override
    public void setEnvironment(Environment environment) {
        requested = environment.containsProperty("management.opentelemetry.tracing.export.otlp.endpoint")
                || environment.getProperty("management.tracing.export.enabled", boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurations.length];
        for (int i = 0; i < wanted.length; i++) {
            String name = String.valueOf(autoConfigurations[i]);
            wanted[i] = requested || !(name.startsWith(TRACING) || name.startsWith(OPEN_TELEMETRY));
        }
        return wanted;
    }
}
