package holdfast.app.tracing;

import org.jspecify.annotations.Nullable;

/** Begins spans, or does nothing when nobody collects them. */
public interface Traces {

    /** For a service whose traces nobody collects. */
    Traces NONE = new Traces() {
        @Override
        public boolean areCollected() {
            return false;
        }

        @Override
        public Step begin(String name, @Nullable String parent) {
            return Step.NONE;
        }

        @Override
        public @Nullable String current() {
            return null;
        }
    };

    /** Whether it is worth to find a name for a step. */
    boolean areCollected();

    /**
     * Begins a step that is a part of another one.
     *
     * @param parent W3C trace context of that one; null when there is none, then the step begins a trace
     */
    Step begin(String name, @Nullable String parent);

    /** W3C trace context of what this thread does, null when it is not part of a trace. */
    @Nullable
    String current();
}
