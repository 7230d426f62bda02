package holdfast.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spans by OpenTelemetry. */
final class CollectedTraces implements Traces {

    private static final String HEADER = "traceparent";
    private static final TextMapGetter<String> ONLY_HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String header) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(HEADER) ? header : null;
        }
    };

    private final Tracer tracer;

    CollectedTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public boolean areCollected() {
        return true;
    }

    @Override
    public Step begin(String name, @Nullable String parent) {
        Context context = parent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, ONLY_HEADER);
        return new CollectedStep(tracer.spanBuilder(name).setParent(context).startSpan());
    }

    @Override
    public @Nullable String current() {
        return contextOf(Span.current().getSpanContext());
    }

    private static @Nullable String contextOf(SpanContext span) {
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    private record CollectedStep(Span span) implements Step {

        @Override
        public @Nullable String context() {
            return contextOf(span.getSpanContext());
        }

        @Override
        public Step tag(String key, @Nullable String value) {
            if (value != null) {
                span.setAttribute(key, value);
            }
            return this;
        }

        @Override
        public void event(String what) {
            span.addEvent(what);
        }

        @Override
        public void fail(Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }

        @Override
        public void close() {
            span.end();
        }
    }
}
