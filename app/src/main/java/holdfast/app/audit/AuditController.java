package holdfast.app.audit;

import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.lifecycle.Stopping;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Audits when asked; each audit reads the whole store, so only a few run at a time. */
@RestController
@RequestMapping("/v1/audit")
class AuditController {

    private static final int AT_A_TIME = 2;

    private final ConservationAudit audit;
    private final Semaphore running = new Semaphore(AT_A_TIME);
    private final Set<Thread> auditing = ConcurrentHashMap.newKeySet();
    private final Stopping stopping;

    AuditController(ConservationAudit audit, Stopping stopping) {
        this.audit = audit;
        this.stopping = stopping;
        stopping.whenItBegins(() -> auditing.forEach(Thread::interrupt));
    }

    @GetMapping("/conservation")
    AuditReport conservation(@RequestParam(required = false) @Identifier @Nullable String sku, MinPosition position) {
        if (!running.tryAcquire()) {
            throw ProblemType.UNAVAILABLE
                    .because("Other audits are still running.")
                    .exception();
        }
        try {
            return auditUnlessStopping(new Scope(sku), position);
        } finally {
            running.release();
        }
    }

    /** An audit may take longer than the service has at its end. */
    private AuditReport auditUnlessStopping(Scope scope, MinPosition position) {
        auditing.add(Thread.currentThread());
        try {
            return audit.run(scope, position);
        } catch (RuntimeException e) {
            if (stopping.hasBegun()) {
                throw ProblemType.UNAVAILABLE
                        .because("The service is stopping.")
                        .exception();
            }
            throw e;
        } finally {
            auditing.remove(Thread.currentThread());
        }
    }
}
