package holdfast.app.tracing;

import org.jspecify.annotations.Nullable;

/** A span: a named stretch of time on the way of a request. It may be ended on another thread than it began. */
public interface Step extends AutoCloseable {

    /** A step that nobody collects. */
    Step NONE = new Step() {
        @Override
        public @Nullable String context() {
            return null;
        }

        @Override
        public Step tag(String key, @Nullable String value) {
            return this;
        }

        @Override
        public void event(String what) {}

        @Override
        public void fail(Throwable failure) {}

        @Override
        public void close() {}
    };

    /** Its W3C trace context, for what is a part of it; null when nobody collects it. */
    @Nullable
    String context();

    /** Tells something about it, unless that is null. */
    Step tag(String key, @Nullable String value);

    /** Something happened now. */
    void event(String what);

    /** It did not do what it should. */
    void fail(Throwable failure);

    @Override
    void close();
}
