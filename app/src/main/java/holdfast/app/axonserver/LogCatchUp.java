package holdfast.app.axonserver;

import holdfast.app.axonserver.LogPosition.Known;
import holdfast.app.eventstore.Turns;
import holdfast.app.idempotency.IdempotencyRecords;
import holdfast.app.idempotency.KeptAnswer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over into the tables what the log has and they have not, with the answers that were given, as after a commit
 * that broke off between the two, or into empty tables.
 */
final class LogCatchUp {

    private static final int BATCH = 500;

    private final EventLog log;
    private final LogPosition position;
    private final LoggedEvents events;
    private final IdempotencyRecords records;
    private final Turns turns;
    private final TransactionTemplate apart;

    LogCatchUp(
            EventLog log,
            LogPosition position,
            LoggedEvents events,
            IdempotencyRecords records,
            Turns turns,
            PlatformTransactionManager transactions) {
        this.log = log;
        this.position = position;
        this.events = events;
        this.records = records;
        this.turns = turns;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Brings the tables up to the log, in transactions of its own.
     *
     * @throws LogUnavailable when the log cannot be asked, or is not the one that the tables were begun with
     */
    void run() {
        Known known = position.read();
        long last = log.lastToken();
        if (last < known.token()) {
            throw new LogUnavailable(
                    "Axon Server has %d events and the database knows of %d: it is another one, or lost some"
                            .formatted(last + 1, known.token() + 1));
        }
        while (known.token() < last) {
            Known from = known;
            EventLog.Page page = log.after(from.token(), BATCH);
            apart.executeWithoutResult(_ -> takeOver(from, page));
            known = position.read();
        }
    }

    private void takeOver(Known from, EventLog.Page page) {
        turns.take();
        if (!position.read().equals(from)) {
            return; // another node was first
        }
        long turn = from.turn();
        List<EventLog.Entry> missed = new ArrayList<>();
        List<KeptAnswer> answers = new ArrayList<>();
        for (EventLog.Entry entry : page.entries()) {
            if (TurnMark.is(entry.event())) {
                TurnMark mark = TurnMark.of(entry.event());
                turn = after(mark, turn);
                answers.addAll(mark.answers());
            } else {
                missed.add(entry);
            }
        }
        events.takeOver(missed);
        records.takeOver(answers);
        position.moveTo(new Known(turn, page.reached()));
    }

    private static long after(TurnMark mark, long turn) {
        if (mark.number() > turn) {
            throw new LogUnavailable(
                    "Axon Server goes on with turn %d and the database with %d: they do not belong together"
                            .formatted(mark.number(), turn));
        }
        return Math.max(turn, mark.number() + 1);
    }
}
