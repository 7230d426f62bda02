package holdfast.app.admin;

import holdfast.app.processors.ProcessorState;
import holdfast.app.readmodel.Rebuild;
import java.util.List;
import java.util.Optional;

/** Asks where all processors are. */
record FindProcessors() {

    record Found(List<Item> processors) {}

    /** A processor, with the last rebuild of its read model. */
    record Item(ProcessorState state, Optional<Rebuild> rebuild) {}
}
