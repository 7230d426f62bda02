package holdfast.app.dashboard;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.lifecycle.Entrance;
import holdfast.app.lifecycle.OpenStreams;
import holdfast.app.security.Callers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Those who look at pages that keep themselves up to date.
 *
 * <p>All of them are let go before the server waits for its requests to end, also those whose browsers take nothing.
 */
@Component
class Viewers implements SmartLifecycle {

    /** What one viewer is shown, on the thread of his request until he is gone. */
    interface Show {

        void to(ViewerStream viewer) throws IOException;
    }

    private static final int MOST = 500;

    private final OpenStreams streams;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Callers callers;
    private volatile boolean running;
    private volatile boolean over;

    Viewers(Callers callers, Entrance entrance, MeterRegistry registry) {
        this.callers = callers;
        this.streams = new OpenStreams(entrance);
        Gauge.builder("holdfast.dashboard.viewers", streams, OpenStreams::count)
                .description("Browsers that look at a page that keeps itself up to date")
                .register(registry);
    }

    /** An {@code unavailable} problem when there are too many. */
    void serve(HttpServletRequest request, HttpServletResponse response, Show show) {
        // Nobody could tell when the caller of HEAD is gone: there is nothing to write to it.
        if (request.getMethod().equals("HEAD")) {
            ViewerStream.announce(response);
            return;
        }
        if (over || !streams.enter(request, MOST)) {
            throw ProblemType.UNAVAILABLE
                    .because("There are too many viewers of the pages.")
                    .exception();
        }
        try {
            show.to(ViewerStream.open(request, response, callers, () -> !over));
        } catch (IOException viewerIsGone) {
            // The page asks again when it is still there.
        } finally {
            streams.leave();
        }
    }

    /** Runs when the pages end, so that nobody waits for news any more. */
    void whenOver(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        over = true;
        running = false;
        listeners.forEach(Runnable::run);
        streams.letGo();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
