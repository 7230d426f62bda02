package holdfast.app.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that opens a store, writes one row and then waits to be killed. */
final class StoreChild {

    static final String READY = "row is written";

    private StoreChild() {}

    static void main(String[] args) throws IOException, SQLException {
        EmbeddedDatabase database = EmbeddedDatabase.start(DataDirectory.open(Path.of(args[0])), 8);
        StoreSettings.Postgres access = database.access();
        try (Connection connection = DriverManager.getConnection(access.url(), access.username(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists note (text text)");
            statement.execute("insert into note values ('written by the child')");
            System.out.println(READY);
            int ignored = System.in.read();
        }
    }
}
