package holdfast.app.readmodel;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Begins rebuilds of read models, and knows how far each is; a crashed one goes on, on any node. */
@Component
public class Rebuilds {

    private final List<ReadModel> models;
    private final RebuildRecords records;
    private final LiveProcessor live;
    private final ObjectProvider<Scheduler> scheduler;
    private final TransactionOperations transaction;
    private final Clock clock;

    Rebuilds(
            List<ReadModel> models,
            RebuildRecords records,
            LiveProcessor live,
            ObjectProvider<Scheduler> scheduler,
            TransactionOperations transaction,
            Clock clock) {
        this.models = models;
        this.records = records;
        this.live = live;
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The last rebuild of the read model of a processor, which may be under way. */
    public Optional<Rebuild> lastOf(String name) {
        return records.find(name);
    }

    /** Begins to rebuild a read model, unless it is being rebuilt already. */
    public void begin(String name) {
        if (models.stream().noneMatch(model -> model.name().equals(name))) {
            throw new IllegalArgumentException("There is no read model " + name);
        }
        transaction.executeWithoutResult(_ -> {
            if (records.begin(name, live.position(name))) {
                String run = name + "/" + UuidCreator.getTimeOrderedEpoch();
                scheduler
                        .getObject()
                        .scheduleIfNotExists(RebuildTask.TASK.instance(run).build(), clock.instant());
            }
        });
    }
}
