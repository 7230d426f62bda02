package holdfast.app.audit;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells others of the last audit of everything on this node. */
@Component
public class AuditStatus {

    /** What an audit found. */
    public record Summary(Instant at, long position, long eventsChecked, int itemsChecked, long discrepancyCount) {}

    private final LastAudit last;

    AuditStatus(LastAudit last) {
        this.last = last;
    }

    /** Empty until there was one. */
    public Optional<Summary> last() {
        return Optional.ofNullable(last.report())
                .map(report -> new Summary(
                        report.at(),
                        report.position(),
                        report.eventsChecked(),
                        report.itemsChecked(),
                        report.discrepancyCount()));
    }
}
