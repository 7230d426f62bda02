package holdfast.app.process;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one sequence in a batch.
 *
 * @param left those that could not be handled, and all behind them
 * @param failure why, null when they wait behind one that was parked before
 */
record SequenceRun<R>(
        String sequence,
        List<R> results,
        List<EventMessage<?>> left,
        @Nullable RuntimeException failure) {}
