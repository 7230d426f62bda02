package holdfast.app.admin;

import holdfast.app.processors.Processors;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Finds where the processors are. */
@Component
class ProcessorSearch {

    private final Processors processors;

    ProcessorSearch(Processors processors) {
        this.processors = processors;
    }

    @QueryHandler
    FindProcessors.Found find(FindProcessors query) {
        return new FindProcessors.Found(
                processors.followers().stream().map(processors::stateOf).toList());
    }
}
