package holdfast.app.commandbus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that handles the commands of its aggregates, a group at a time. */
final class Lane implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    /** The lane whose group is being followed up; unbound elsewhere. */
    private static final ScopedValue<Lane> FOLLOWED = ScopedValue.newInstance();

    private static final long LOOK_UP_MILLIS = 50;
    private static final long END_MILLIS = 5_000;

    private final BlockingQueue<WaitingCommand<?, ?>> queue;
    private final int capacity;
    private final int batch;
    private final GroupCommit commit;
    private final Thread thread;
    private volatile boolean open = true;

    private Lane(int number, LaneSettings settings, GroupCommit commit) {
        this.queue = new ArrayBlockingQueue<>(settings.capacity());
        this.capacity = settings.capacity();
        this.batch = settings.batch();
        this.commit = commit;
        this.thread = new Thread(this, "lane-" + number);
    }

    static Lane start(int number, LaneSettings settings, GroupCommit commit) {
        Lane lane = new Lane(number, settings, commit);
        lane.thread.start();
        return lane;
    }

    String name() {
        return thread.getName();
    }

    int waiting() {
        return queue.size();
    }

    int capacity() {
        return capacity;
    }

    /** Whether the command was taken: false when the lane is full or closed. */
    boolean offer(WaitingCommand<?, ?> command) {
        if (!open || !queue.offer(command)) {
            return false;
        }
        // Closed meanwhile: what the thread has not taken it may never take.
        return open || !queue.remove(command);
    }

    @Override
    public void run() {
        List<WaitingCommand<?, ?>> group = new ArrayList<>(batch);
        while (open || !queue.isEmpty()) {
            if (take(group)) {
                commit.run(group, this::within);
                group.forEach(Lane::answer);
                group.clear();
            }
        }
    }

    private void within(Runnable sequel) {
        ScopedValue.where(FOLLOWED, this).run(sequel);
    }

    /** Whether the caller follows up on a group of any lane. */
    static boolean isFollowed() {
        return FOLLOWED.isBound();
    }

    /** Whether the caller follows up on a group of this lane. */
    boolean isFollowedHere() {
        return FOLLOWED.isBound() && FOLLOWED.get() == this;
    }

    private boolean take(List<WaitingCommand<?, ?>> group) {
        try {
            WaitingCommand<?, ?> first = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                return false;
            }
            group.add(first);
            queue.drainTo(group, batch - 1);
            return true;
        } catch (InterruptedException e) {
            // Nobody interrupts a lane but a library gone wrong: what waits must still be answered.
            LOG.warn("Lane interrupted", e);
            return false;
        }
    }

    private static void answer(WaitingCommand<?, ?> command) {
        try {
            command.answer();
        } catch (RuntimeException e) {
            LOG.error("The sender of {} failed on its result", command.name(), e);
        }
    }

    void close() {
        open = false;
    }

    void awaitEnd() {
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
