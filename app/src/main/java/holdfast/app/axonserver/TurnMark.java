package holdfast.app.axonserver;

import holdfast.app.idempotency.KeptAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last event of each append to a log, on a stream of its own that all appends share: of two appends that did not
 * know of each other, such as one that was given up and its repetition, the log refuses the second one for good.
 *
 * @param number counts from 0
 * @param answers what was answered with the events of this append
 */
record TurnMark(long number, List<KeptAnswer> answers) {

    /** No id that a caller may choose has a colon. */
    private static final String STREAM = "log:turns";

    private static final String TYPE = "Turn";
    private static final String PAYLOAD = "TurnEnded";
    private static final JsonMapper JSON = JsonMapper.shared();

    record Content(List<KeptAnswer> answers) {}

    static boolean is(LoggedEvent event) {
        return event.aggregateId().equals(STREAM);
    }

    static TurnMark of(LoggedEvent event) {
        return new TurnMark(
                event.sequenceNumber(),
                JSON.readValue(event.payload(), Content.class).answers());
    }

    LoggedEvent event(Instant at) {
        return new LoggedEvent(
                UUID.randomUUID().toString(),
                STREAM,
                number,
                TYPE,
                at.toString(),
                PAYLOAD,
                "1",
                JSON.writeValueAsBytes(new Content(answers)),
                "{}".getBytes(StandardCharsets.UTF_8));
    }
}
