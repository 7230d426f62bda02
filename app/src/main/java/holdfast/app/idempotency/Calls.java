package holdfast.app.idempotency;

import holdfast.app.api.ETags;
import holdfast.app.api.IdempotencyKey;
import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemException;
import holdfast.app.api.problem.ProblemResponse;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.commandbus.Overloaded;
import holdfast.app.eventstore.CommittedEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Runs each call once: the same key gets the first answer again, and another request under it is refused. */
@Component
public class Calls {

    private static final String REPLAYED = "Idempotent-Replayed";
    private static final String POSITION = "X-Position";

    private final IdempotencyRecords records;
    private final CommittedEvents events;
    private final Map<Class<?>, AnswerRenderer<?>> renderers;
    private final Refusals refusals;
    private final Counter replays;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Calls(
            IdempotencyRecords records,
            CommittedEvents events,
            Refusals refusals,
            List<AnswerRenderer<?>> renderers,
            MeterRegistry registry) {
        this.replays = Counter.builder("holdfast.idempotency.replays")
                .description("First answers that were given again")
                .register(registry);
        this.records = records;
        this.refusals = refusals;
        this.events = events;
        this.renderers = renderers.stream().collect(Collectors.toMap(AnswerRenderer::kind, Function.identity()));
    }

    /**
     * Replies to a call.
     *
     * @param stream the stream that the call changes, whose events a stale caller missed
     * @param work does what was asked, within the transaction of its effect records the answer, and returns it
     */
    public ResponseEntity<?> reply(Call call, String stream, Supplier<Answer> work) {
        if (!running.add(call.scope())) {
            return respond(call, Reply.of(inFlight()), false);
        }
        try {
            Optional<IdempotencyRecords.Entry> known =
                    call.key().givenByClient() ? records.find(call.scope()) : Optional.empty();
            return known.isPresent() ? replay(call, known.get(), stream, work) : first(call, stream, work);
        } finally {
            running.remove(call.scope());
        }
    }

    private ResponseEntity<?> first(Call call, String stream, Supplier<Answer> work) {
        try {
            Answer answer = work.get();
            Reply reply = render(answer);
            if (reply.mayBeCorrected()) {
                records.delete(call.scope(), answer);
            }
            return respond(call, reply, false);
        } catch (DuplicateKeyException takenByAnotherNode) {
            return records.find(call.scope())
                    .<ResponseEntity<?>>map(known -> replay(call, known, stream, work))
                    .orElseGet(() -> respond(call, Reply.of(inFlight()), false));
        } catch (CommandRefused refused) {
            return respond(call, Reply.of(refusals.problem(refused, stream)), false);
        } catch (AggregateNotFoundException e) {
            return respond(call, Reply.of(ProblemType.NOT_FOUND.because("There is no " + stream + ".")), false);
        } catch (Overloaded e) {
            return respond(call, Reply.of(ProblemType.UNAVAILABLE.because(e.getMessage() + ".")), false);
        } catch (OutcomeUnknown | ConcurrencyException e) {
            return respond(call, Reply.of(unknown()), false);
        } catch (ProblemException refusal) {
            return respond(call, Reply.of(refusal.problem()), false);
        }
    }

    private ResponseEntity<?> replay(Call call, IdempotencyRecords.Entry known, String stream, Supplier<Answer> work) {
        Reply reply = render(known.answer());
        if (reply.mayBeCorrected()) {
            records.delete(call.scope(), known.answer()); // the first request died before it could
            return first(call, stream, work);
        }
        if (!known.request().equals(call.fingerprint())) {
            Problem reused = ProblemType.IDEMPOTENCY_KEY_REUSED.because("The key was used for another request.");
            return respond(call, Reply.of(reused), false);
        }
        return respond(call, reply, true);
    }

    @SuppressWarnings("unchecked")
    private Reply render(Answer answer) {
        if (answer instanceof Answer.OfRefusal refusal) {
            return Reply.of(Problem.fromJson(refusal.problem()));
        }
        AnswerRenderer<Answer> renderer = (AnswerRenderer<Answer>) renderers.get(answer.getClass());
        if (renderer == null) {
            throw new IllegalStateException("Nobody renders " + answer.getClass());
        }
        return renderer.render(answer);
    }

    private ResponseEntity<?> respond(Call call, Reply reply, boolean replayed) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(IdempotencyKey.HEADER, call.key().value());
        if (replayed) {
            headers.set(REPLAYED, "true");
            replays.increment();
        }
        if (reply.problem() != null) {
            ResponseEntity<byte[]> problem = replayed
                    ? ProblemResponse.again(reply.problem(), call.request())
                    : ProblemResponse.of(reply.problem(), call.request());
            headers.putAll(problem.getHeaders());
            return new ResponseEntity<>(problem.getBody(), headers, problem.getStatusCode());
        }
        headers.set(POSITION, Long.toString(events.head()));
        if (reply.version() != null) {
            headers.set(HttpHeaders.ETAG, ETags.of(reply.version()));
        }
        reply.headers().forEach(headers::set);
        return ResponseEntity.status(reply.status()).headers(headers).body(reply.body());
    }

    private static Problem unknown() {
        return ProblemType.UNAVAILABLE.because("The outcome is not known; ask again with the same key.");
    }

    private static Problem inFlight() {
        return ProblemType.REQUEST_IN_FLIGHT.because("The first request with this key is still running.");
    }
}
