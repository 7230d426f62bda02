package holdfast.app.readmodel;

import holdfast.app.readmodel.Rebuild.Phase;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Puts the new tables in the place of the live ones, in one transaction and as of the same position.
 *
 * <p>A reader sees the old ones or the new ones. One that is at work for long is not disturbed: it is tried again later.
 */
@Component
class TableSwap {

    private static final int ATTEMPTS = 600;
    private static final long PAUSE_MILLIS = 200;
    /** PostgreSQL's words for a lock that was not to be had in time, and for a deadlock. */
    private static final Set<String> LOCKED = Set.of("55P03", "40P01");

    private final LiveProcessor live;
    private final ShadowTables tables;
    private final RebuildRecords records;

    TableSwap(LiveProcessor live, ShadowTables tables, RebuildRecords records) {
        this.live = live;
        this.tables = tables;
        this.records = records;
    }

    /**
     * Tries until it succeeds, is told to stop, or readers keep it waiting for minutes.
     *
     * @param catchUp brings the new tables to the position of the live ones, and commits
     */
    void run(ReadModel model, BooleanSupplier stopping, LongConsumer catchUp) {
        for (int attempt = 1; !stopping.getAsBoolean(); attempt++) {
            try {
                live.whileHeld(model.name(), position -> {
                    catchUp.accept(position);
                    tables.takeThePlaceOfTheLive(model);
                    records.enter(model.name(), Phase.CLEANING);
                });
                return;
            } catch (DataAccessException failure) {
                if (!isLocked(failure) || attempt == ATTEMPTS) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private static boolean isLocked(DataAccessException failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                && LOCKED.contains(cause.getSQLState());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
