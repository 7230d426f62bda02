package holdfast.app.eventstore;

import holdfast.app.store.NodeName;
import holdfast.app.store.StoreSettings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets the nodes that share a store take turns: a turn is one transaction, and the only one of all nodes that handles
 * commands and appends what follows from them.
 *
 * <p>It is the lock that appends take anyway, taken before the first command instead of after the last. So whatever is
 * decided, a refusal or a repetition as well, is decided on the committed head of each stream, and nodes never collide
 * on a hot item: each goes on from what the others left. The server ends the turn of a node that falls silent in it.
 * Where this node is the store's only writer there is nothing to take.
 */
@Component
public class Turns {

    static final String CHANNEL = "holdfast_commits";

    private static final String TAKE = """
            select set_config('idle_in_transaction_session_timeout', ?, true),
                   pg_advisory_xact_lock(?), pg_notify(?, ?)""";
    /** Whoever missed more than these begins anew: it holds up the others less. */
    private static final int MOST = 2_000;

    private final JdbcClient jdbc;
    private final CommittedEvents events;
    private final CommitSignal signal;
    private final ForeignCommits foreign;
    private final NodeName node;
    private final String pause;
    private final boolean soleWriter;
    private final List<CommitObserver> observers = new CopyOnWriteArrayList<>();
    private final List<TurnGuard> guards = new CopyOnWriteArrayList<>();
    private final ReentrantLock one = new ReentrantLock();
    private long caughtUpTo = -1;

    Turns(
            JdbcClient jdbc,
            CommittedEvents events,
            CommitSignal signal,
            ForeignCommits foreign,
            NodeName node,
            AppendSettings appends,
            StoreSettings settings) {
        this.jdbc = jdbc;
        this.events = events;
        this.signal = signal;
        this.foreign = foreign;
        this.node = node;
        this.pause = appends.pause().toMillis() + "ms";
        this.soleWriter = settings.hasSoleWriter();
    }

    /** Runs what takes turns, while no other thread of this node does. */
    public void run(Runnable work) {
        if (soleWriter) {
            work.run();
            return;
        }
        one.lock();
        try {
            work.run();
        } finally {
            one.unlock();
        }
    }

    /** Shows an observer at the beginning of each turn what others appended since the last one. */
    public void show(CommitObserver observer) {
        observers.add(observer);
    }

    /** Has a guard look at each turn. */
    public void guard(TurnGuard guard) {
        guards.add(guard);
    }

    /** Begins a turn that ends with the running transaction. */
    public void begin() {
        if (soleWriter) {
            return;
        }
        guards.forEach(TurnGuard::before);
        take();
        guards.forEach(TurnGuard::begun);
        if (caughtUpTo < 0) {
            beginAnew();
            return;
        }
        List<TrackedEventMessage<?>> missed = events.after(Math.max(caughtUpTo, signal.position()), MOST);
        if (missed.size() == MOST) {
            beginAnew();
        } else if (!missed.isEmpty()) {
            missed.forEach(event -> observers.forEach(observer -> observer.on(event)));
            foreign.tell(missed);
            caughtUpTo = CommittedEvents.positionOf(missed.getLast().trackingToken());
        }
    }

    /** Keeps all other writers away until the running transaction ends, and tells the other nodes when it commits. */
    public void take() {
        jdbc.sql(TAKE)
                .params(pause, OrderedEventStorageEngine.APPEND_LOCK, CHANNEL, node.toString())
                .query((row, _) -> true)
                .single();
    }

    private void beginAnew() {
        observers.forEach(CommitObserver::lost);
        caughtUpTo = events.head();
        foreign.skipTo(caughtUpTo);
    }
}
