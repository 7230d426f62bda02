package holdfast.app.admin;

import holdfast.app.processors.Follower;
import holdfast.app.processors.Processors;
import holdfast.app.readmodel.Rebuilds;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Finds where the processors are. */
@Component
class ProcessorSearch {

    private final Processors processors;
    private final Rebuilds rebuilds;

    ProcessorSearch(Processors processors, Rebuilds rebuilds) {
        this.processors = processors;
        this.rebuilds = rebuilds;
    }

    @QueryHandler
    FindProcessors.Found find(FindProcessors query) {
        return new FindProcessors.Found(
                processors.followers().stream().map(this::item).toList());
    }

    private FindProcessors.Item item(Follower follower) {
        return new FindProcessors.Item(processors.stateOf(follower), rebuilds.lastOf(follower.name()));
    }
}
