package holdfast.app.readmodel;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables of a read model that is rebuilt: named as the live ones and made like them, in a schema of their own.
 *
 * <p>A transaction whose search path begins with that schema reads and writes them by the statements that read and write
 * the live ones. All of it is part of the caller's transaction.
 */
@Component
class ShadowTables {

    private final JdbcClient jdbc;

    ShadowTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String shadowOf(ReadModel model) {
        return "rebuild_" + model.name().replace('-', '_');
    }

    private static String replacedOf(ReadModel model) {
        return "replaced_" + model.name().replace('-', '_');
    }

    static String shadow(ReadModel model, String table) {
        return shadowOf(model) + "." + table;
    }

    String live(String table) {
        return jdbc.sql("select current_schema()").query(String.class).single() + "." + table;
    }

    /** Lets what follows in the running transaction see these tables instead of the live ones. */
    void use(ReadModel model) {
        jdbc.sql("select set_config('search_path', :shadow || ', ' || current_setting('search_path'), true)")
                .param("shadow", shadowOf(model))
                .query(String.class)
                .single();
    }

    /** Makes them anew and empty, with what the projection needs: primary keys and checks. */
    void create(ReadModel model) {
        drop(model);
        execute("create schema " + shadowOf(model));
        for (String table : model.tables()) {
            String live = live(table);
            String shadow = shadow(model, table);
            execute("create table " + shadow + " (like " + live
                    + " including defaults including constraints including generated including storage)");
            each("select option from pg_class, unnest(reloptions) as option where oid = cast(:live as regclass)", live)
                    .forEach(option -> execute("alter table " + shadow + " set (" + option + ")"));
            each("""
                    select format('add constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
                    where conrelid = cast(:live as regclass) and contype in ('p', 'u')""", live).forEach(constraint -> execute("alter table " + shadow + " " + constraint));
        }
    }

    /** Makes the indexes of the live tables that are not there yet, under their names. */
    void index(ReadModel model) {
        for (String table : model.tables()) {
            String shadow = shadow(model, table);
            jdbc.sql("""
                    select regexp_replace(pg_get_indexdef(live.indexrelid), ' ON \\S+ ', ' ON ' || :shadow || ' ')
                    from pg_index as live join pg_class as name on name.oid = live.indexrelid
                    where live.indrelid = cast(:live as regclass)
                      and not exists (select 1 from pg_index as made join pg_class on pg_class.oid = made.indexrelid
                                      where made.indrelid = cast(:shadow as regclass)
                                        and pg_class.relname = name.relname)""")
                    .param("live", live(table))
                    .param("shadow", shadow)
                    .query(String.class)
                    .list()
                    .forEach(this::execute);
        }
    }

    /** Tells the planner what is in them. */
    void analyze(ReadModel model) {
        model.tables().forEach(table -> execute("analyze " + shadow(model, table)));
    }

    /**
     * Puts them in the place of the live ones.
     *
     * <p>Readers that are at work are waited for, but so shortly that none of them can be sent away for a deadlock.
     */
    void takeThePlaceOfTheLive(ReadModel model) {
        List<String> live = model.tables().stream().map(this::live).toList();
        String schema = live.getFirst().substring(0, live.getFirst().indexOf('.'));
        execute("set local lock_timeout = 150");
        execute("drop schema if exists " + replacedOf(model) + " cascade");
        execute("lock table " + String.join(", ", live) + " in access exclusive mode");
        execute("create schema " + replacedOf(model));
        live.forEach(table -> execute("alter table " + table + " set schema " + replacedOf(model)));
        model.tables().forEach(table -> execute("alter table " + shadow(model, table) + " set schema " + schema));
    }

    /** Lets go of them, and of live ones that they replaced. */
    void drop(ReadModel model) {
        execute("drop schema if exists " + shadowOf(model) + " cascade");
        execute("drop schema if exists " + replacedOf(model) + " cascade");
    }

    private List<String> each(String sql, String live) {
        return jdbc.sql(sql).param("live", live).query(String.class).list();
    }

    private void execute(String sql) {
        jdbc.sql(sql).update();
    }
}
