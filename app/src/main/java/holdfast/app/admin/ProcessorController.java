package holdfast.app.admin;

import holdfast.app.processors.ProcessorState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows where the processors of the read models and of the processes are. */
@RestController
@RequestMapping("/v1/admin/processors")
class ProcessorController {

    record All(List<Body> items) {}

    /**
     * A processor as the API shows it.
     *
     * @param lag how many events it has yet to look at
     * @param lagSince when the first of them was recorded, null when there is none
     * @param lagSeconds how long ago that was
     * @param error what it failed with last, while it is failing
     */
    record Body(
            String name,
            String kind,
            String state,
            long position,
            long head,
            long lag,
            @Nullable Instant lagSince,
            double lagSeconds,
            @Nullable String error) {}

    private static final double MILLIS = 1_000;

    private final QueryGateway queries;
    private final Clock clock;

    ProcessorController(QueryGateway queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping
    All list() {
        return new All(queries.query(new FindProcessors(), FindProcessors.Found.class).join().processors().stream()
                .map(this::body)
                .toList());
    }

    private Body body(ProcessorState state) {
        Instant since = state.waitingSince();
        double seconds = since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLIS);
        return new Body(
                state.name(),
                state.kind().name(),
                state.activity().name(),
                state.position(),
                state.head(),
                state.lag(),
                since,
                seconds,
                state.error());
    }
}
