package holdfast.app.audit;

import java.time.Instant;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param position the last event that it took into account
 * @param readModelPosition the position at which the read models were compared; lower when they lag behind
 * @param discrepancyCount how many there are, also beyond those listed
 */
record AuditReport(
        long position,
        long readModelPosition,
        long eventsChecked,
        int itemsChecked,
        long discrepancyCount,
        Instant at,
        List<Discrepancy> discrepancies) {}
