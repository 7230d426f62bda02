package holdfast.app.audit;

import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemException;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.Positions;
import java.time.Clock;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs audits, each in one snapshot of the store, and remembers the last one of everything. */
@Component
class ConservationAudit {

    private final CommittedEvents events;
    private final StoredEvents stored;
    private final ComparedTables readModels;
    private final ProcessorPositions processors;
    private final Positions positions;
    private final LastAudit last;
    private final Clock clock;
    private final TransactionTemplate snapshot;

    ConservationAudit(
            CommittedEvents events,
            StoredEvents stored,
            ComparedTables readModels,
            ProcessorPositions processors,
            Positions positions,
            LastAudit last,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.events = events;
        this.stored = stored;
        this.readModels = readModels;
        this.processors = processors;
        this.positions = positions;
        this.last = last;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * Audits the store as it is once the read models had up to 5 s to catch up with it.
     *
     * @param wanted what the read models must have reached, else the caller has to come again
     */
    AuditReport run(Scope scope, MinPosition wanted) {
        awaitReadModels(wanted);
        AuditReport report = Objects.requireNonNull(snapshot.execute(_ -> {
            readModels.keep();
            return pass(scope).run(clock.instant());
        }));
        if (scope.isAll()) {
            last.succeeded(report);
        }
        return report;
    }

    private AuditPass pass(Scope scope) {
        Findings findings = new Findings();
        Reached reached = processors.all();
        Ledger ledger = new Ledger(scope, reached, findings);
        Comparisons comparisons = readModels.comparisons(scope, ledger.stock(), reached.readModels(), findings);
        return new AuditPass(events, stored, scope, findings, ledger, comparisons);
    }

    /** Read models that stand still keep nobody from auditing the events; how far they are is in the report. */
    private void awaitReadModels(MinPosition wanted) {
        positions.awaitHead(wanted);
        ReadModelsReached head = stored.lastUntil(Long.MAX_VALUE);
        LongSupplier reached = () -> processors.readModels().covers(head) ? head.highest() : 0;
        try {
            positions.await(new MinPosition(head.highest()), reached);
        } catch (ProblemException late) {
            if (!processors.readModels().covers(stored.lastUntil(wanted.value()))) {
                throw late;
            }
        }
    }
}
