package holdfast.app.eventstore;

import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.lifecycle.Stopping;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/** Lets a read wait until what it reads has reached the position that its caller knows of. */
@Component
public class Positions {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 20;

    private final CommittedEvents events;
    private final CommitSignal signal;
    private final Stopping stopping;

    Positions(CommittedEvents events, CommitSignal signal, Stopping stopping) {
        this.events = events;
        this.signal = signal;
        this.stopping = stopping;
    }

    /** Waits up to 5 s for the store itself, for reads of the committed head. */
    public void awaitHead(MinPosition wanted) {
        await(wanted, events::head);
    }

    /**
     * Waits up to 5 s.
     *
     * @param reached the position that has been reached so far
     */
    public void await(MinPosition wanted, LongSupplier reached) {
        if (wanted.value() == 0 || reached.getAsLong() >= wanted.value()) {
            return;
        }
        Semaphore committed = new Semaphore(0);
        Runnable unsubscribe = signal.subscribe(committed::release);
        try {
            awaitSignalled(wanted, reached, committed);
        } finally {
            unsubscribe.run();
        }
    }

    private void awaitSignalled(MinPosition wanted, LongSupplier reached, Semaphore committed) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (reached.getAsLong() < wanted.value()) {
            if (System.nanoTime() > deadline || stopping.isUrgent() || !pause(committed)) {
                throw ProblemType.UNAVAILABLE
                        .because("Position " + wanted.value() + " has not been reached yet.")
                        .exception();
            }
        }
    }

    private static boolean pause(Semaphore committed) {
        try {
            boolean signalled = committed.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return signalled || !Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
