package holdfast.app.audit;

import holdfast.app.api.MinPosition;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Audits everything again and again on a thread of its own, the first time one interval after the start. */
@Component
class AuditSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditSchedule.class);
    private static final long STOP_SECONDS = 2;

    private final ConservationAudit audit;
    private final LastAudit last;
    private final AuditSettings settings;
    private @Nullable ScheduledExecutorService executor;

    AuditSchedule(ConservationAudit audit, LastAudit last, AuditSettings settings) {
        this.audit = audit;
        this.last = last;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (executor == null && settings.every().isPresent()) {
            executor = start(settings.every().get());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // run() answers for everything itself
    private ScheduledExecutorService start(Duration interval) {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("audit").daemon().factory());
        started.scheduleWithFixedDelay(this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    private void run() {
        try {
            log(audit.run(Scope.ALL, new MinPosition(0)));
        } catch (RuntimeException e) {
            last.failed(e);
            if (!Thread.currentThread().isInterrupted()) {
                LOG.error("The audit could not be finished", e);
            }
        }
    }

    private static void log(AuditReport report) {
        if (report.discrepancyCount() == 0) {
            LOG.info("The audit of {} events found nothing", report.eventsChecked());
            return;
        }
        LOG.error(
                "The audit at position {} found {} discrepancies; the first: {}",
                report.position(),
                report.discrepancyCount(),
                report.discrepancies().getFirst());
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            awaitEnd(executor);
            executor = null;
        }
    }

    private static void awaitEnd(ScheduledExecutorService ending) {
        try {
            if (!ending.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The audit does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
