package holdfast.app.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** All tables of the service in one database, seen and written by one connection. */
final class Tables {

    /** What a migration keeps of itself is made by the migrations of each side. */
    private static final String HISTORY = "flyway_schema_history";

    private final Connection connection;

    Tables(Connection connection) throws SQLException {
        this.connection = connection;
        // Rows as text are the same on both sides then.
        execute("set time zone 'UTC'");
        execute("set datestyle to 'ISO'");
        execute("set extra_float_digits to 3");
        execute("set bytea_output to 'hex'");
    }

    List<String> names() throws SQLException {
        List<String> names = column("select quote_ident(tablename) from pg_tables where schemaname = current_schema()"
                + " order by tablename");
        names.remove(HISTORY);
        return names;
    }

    /** Copies all rows of a table to its empty counterpart, and answers their number. */
    long copyTo(Tables target, String table) throws SQLException {
        String columns = String.join(
                ", ",
                column("select quote_ident(attname) from pg_attribute where attrelid = '" + table + "'::regclass"
                        + " and attnum > 0 and not attisdropped and attgenerated = '' order by attnum"));
        CopyOut from = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (select %s from %s) to stdout".formatted(columns, table));
        CopyIn to = target.connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin".formatted(table, columns));
        try {
            for (byte[] row = from.readFromCopy(); row != null; row = from.readFromCopy()) {
                to.writeToCopy(row, 0, row.length);
            }
            return to.endCopy();
        } finally {
            if (to.isActive()) {
                to.cancelCopy();
            }
        }
    }

    void requireSame(Tables other, String table) throws SQLException {
        String mine = fingerprint(table);
        String theirs = other.fingerprint(table);
        if (!mine.equals(theirs)) {
            throw new SQLException("%s differs after the copy: %s instead of %s".formatted(table, mine, theirs));
        }
    }

    /** The number of rows and a sum over a hash of each, whatever their order. */
    private String fingerprint(String table) throws SQLException {
        return column("select count(*) || '/' || coalesce(sum(('x' || left(md5(each::text), 15))::bit(60)::bigint), 0)"
                        + " from " + table + " each")
                .getFirst();
    }

    /** New rows are numbered on from where the others were. */
    void takeSequences(Tables other) throws SQLException {
        for (String sequence :
                column("select quote_ident(sequencename) from pg_sequences" + " where schemaname = current_schema()")) {
            String state = other.column("select last_value || ', ' || is_called from " + sequence)
                    .getFirst();
            execute("select setval('%s', %s)".formatted(sequence, state));
        }
    }

    /** Nobody works on anything here yet. */
    void letGo() throws SQLException {
        execute("update token_entry set owner = null where owner is not null");
        execute("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
