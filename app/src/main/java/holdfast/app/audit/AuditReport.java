package holdfast.app.audit;

import java.time.Instant;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param position the last event that it took into account
 * @param readModelPosition the lowest position at which a read model was compared; lower when one lags behind
 * @param comparedAt the position of each of them
 * @param discrepancyCount how many there are, also beyond those listed
 */
record AuditReport(
        long position,
        long readModelPosition,
        ComparedAt comparedAt,
        long eventsChecked,
        int itemsChecked,
        long discrepancyCount,
        Instant at,
        List<Discrepancy> discrepancies) {}
