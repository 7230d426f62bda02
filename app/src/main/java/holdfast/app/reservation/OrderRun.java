package holdfast.app.reservation;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one order in a batch.
 *
 * @param left those that could not be handled, and all behind them
 * @param failure why, null when they wait behind one that was parked before
 */
record OrderRun(
        String order,
        List<DeadlineChange> changes,
        List<EventMessage<?>> left,
        @Nullable RuntimeException failure) {}
