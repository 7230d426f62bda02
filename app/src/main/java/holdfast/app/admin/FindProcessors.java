package holdfast.app.admin;

import holdfast.app.processors.ProcessorState;
import java.util.List;

/** Asks where all processors are. */
record FindProcessors() {

    record Found(List<ProcessorState> processors) {}
}
