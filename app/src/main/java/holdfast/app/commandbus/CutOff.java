package holdfast.app.commandbus;

import java.sql.SQLException;

/** Knows when the database ended a transaction because its writer had been paused: then nothing of it happened. */
final class CutOff {

    /** SQL state {@code idle_in_transaction_session_timeout}. */
    private static final String PAUSED = "25P03";

    private CutOff() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && PAUSED.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
