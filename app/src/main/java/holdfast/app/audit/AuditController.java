package holdfast.app.audit;

import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
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

    AuditController(ConservationAudit audit) {
        this.audit = audit;
    }

    @GetMapping("/conservation")
    AuditReport conservation(@RequestParam(required = false) @Identifier @Nullable String sku, MinPosition position) {
        if (!running.tryAcquire()) {
            throw ProblemType.UNAVAILABLE
                    .because("Other audits are still running.")
                    .exception();
        }
        try {
            return audit.run(new Scope(sku), position);
        } finally {
            running.release();
        }
    }
}
