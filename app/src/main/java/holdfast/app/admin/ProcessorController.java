package holdfast.app.admin;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.processors.Follower;
import holdfast.app.readmodel.Rebuilds;
import java.time.Clock;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows where the processors of the read models and of the processes are, and lets read models be rebuilt. */
@RestController
@RequestMapping("/v1/admin/processors")
class ProcessorController {

    record All(List<ProcessorBody> items) {}

    private final QueryGateway queries;
    private final Rebuilds rebuilds;
    private final Clock clock;

    ProcessorController(QueryGateway queries, Rebuilds rebuilds, Clock clock) {
        this.queries = queries;
        this.rebuilds = rebuilds;
        this.clock = clock;
    }

    @GetMapping
    All list() {
        return new All(all());
    }

    @GetMapping("/{name}")
    ProcessorBody get(@PathVariable String name) {
        return all().stream()
                .filter(processor -> processor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemType.NOT_FOUND
                        .because("There is no processor " + name + ".")
                        .exception());
    }

    /** Begins to rebuild a read model beside the live one; one that is being rebuilt already goes on. */
    @PostMapping("/{name}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ProcessorBody replay(@PathVariable String name) {
        if (get(name).kind().equals(Follower.Kind.PROCESS.name())) {
            throw ProblemType.INVALID_STATE
                    .because("The processor " + name + " sends commands: its events must not be handled anew.")
                    .with("currentStatus", Follower.Kind.PROCESS)
                    .exception();
        }
        rebuilds.begin(name);
        return get(name);
    }

    private List<ProcessorBody> all() {
        var now = clock.instant();
        return queries.query(new FindProcessors(), FindProcessors.Found.class).join().processors().stream()
                .map(item -> ProcessorBody.of(item, now))
                .toList();
    }
}
