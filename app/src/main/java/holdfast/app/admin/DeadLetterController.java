package holdfast.app.admin;

import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.process.EventProcesses;
import holdfast.app.process.FindDeadLetters;
import holdfast.app.process.Retrial;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the events that a process could not handle, and lets them be tried again. */
@RestController
@RequestMapping("/v1/admin/dead-letters")
class DeadLetterController {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final QueryGateway queries;
    private final EventProcesses processes;

    DeadLetterController(QueryGateway queries, EventProcesses processes) {
        this.queries = queries;
        this.processes = processes;
    }

    /** The one that was parked first first. */
    @GetMapping
    ResponseEntity<Page<DeadLetterBody>> list(
            @RequestParam(required = false) @Identifier @Nullable String process,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        FindDeadLetters query = new FindDeadLetters(process, page.limit(), page.after());
        List<DeadLetterBody> found = queries.query(query, FindDeadLetters.Found.class).join().letters().stream()
                .map(DeadLetterBody::of)
                .toList();
        return Page.of(found, page, letter -> Long.parseLong(letter.id()));
    }

    @GetMapping("/{id}")
    DeadLetterBody.Whole get(@PathVariable String id) {
        return DeadLetterBody.Whole.of(found(id));
    }

    /** Tries all that is parked of its sequence, in order, until one fails. */
    @PostMapping("/{id}/retry")
    RetryBody retry(@PathVariable String id) {
        FindDeadLetters.Whole found = found(id);
        Retrial retrial =
                processes.retry(found.letter().process(), found.letter().sequence());
        if (retrial.busy() && retrial.handled().isEmpty()) {
            throw ProblemType.INVALID_STATE
                    .because("The parked events of " + found.letter().sequence() + " are just being tried.")
                    .exception();
        }
        return RetryBody.of(found.letter().id(), retrial);
    }

    private FindDeadLetters.Whole found(String id) {
        return (ID.matcher(id).matches() ? find(Long.parseLong(id)) : Optional.<FindDeadLetters.Whole>empty())
                .orElseThrow(() -> ProblemType.NOT_FOUND
                        .because("No event is parked under the id " + id + ".")
                        .exception());
    }

    private Optional<FindDeadLetters.Whole> find(long id) {
        return queries.query(new FindDeadLetters.One(id), FindDeadLetters.One.Found.class)
                .join()
                .letter();
    }
}
