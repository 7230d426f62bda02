package holdfast.app.readmodel;

import holdfast.app.readmodel.Rebuild.Difference;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the live tables of a read model with the rebuilt ones, row by row, by their keys and 64 bits of each row.
 *
 * <p>It is for one who sees both as of the same position: a transaction with one snapshot.
 */
@Component
class TableComparison {

    private static final int EXAMPLES = 10;

    private record Counts(long missing, long extra, long different) {}

    private final JdbcClient jdbc;
    private final ShadowTables tables;

    TableComparison(JdbcClient jdbc, ShadowTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /** The tables that differ. */
    List<Difference> compare(ReadModel model) {
        List<Difference> differences = new ArrayList<>();
        for (String table : model.tables()) {
            List<String> key = key(table);
            String differing = differing(String.join(", ", key), tables.live(table), ShadowTables.shadow(model, table));
            Counts counts = count(differing);
            if (counts.missing() + counts.extra() + counts.different() > 0) {
                differences.add(new Difference(
                        table, counts.missing(), counts.extra(), counts.different(), examples(key, differing)));
            }
        }
        return differences;
    }

    private static String differing(String key, String live, String rebuilt) {
        return """
                from (select %1$s, hash_record_extended(live, 0) as row_hash from %2$s as live) as live
                full join (select %1$s, hash_record_extended(rebuilt, 0) as row_hash from %3$s as rebuilt) as rebuilt
                    using (%1$s)
                where live.row_hash is distinct from rebuilt.row_hash""".formatted(key, live, rebuilt);
    }

    private Counts count(String differing) {
        return jdbc.sql("select count(*) filter (where live.row_hash is null) as missing,"
                        + " count(*) filter (where rebuilt.row_hash is null) as extra,"
                        + " count(*) filter (where live.row_hash <> rebuilt.row_hash) as different " + differing)
                .query(Counts.class)
                .single();
    }

    private List<String> examples(List<String> key, String differing) {
        return jdbc.sql("select concat_ws(' ', " + String.join(", ", key) + ") " + differing + " order by 1 limit "
                        + EXAMPLES)
                .query(String.class)
                .list();
    }

    private List<String> key(String table) {
        return jdbc.sql("""
                        select attname from pg_index join pg_attribute
                            on attrelid = indrelid and attnum = any(indkey)
                        where indrelid = cast(? as regclass) and indisprimary order by attnum""").param(tables.live(table)).query(String.class).list();
    }
}
