package holdfast.app.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Opens connections beside the pool, for whoever keeps one for long. */
public final class OwnConnections {

    private static final String LOGIN_SECONDS = "5";

    private final StoreSettings.Postgres access;

    OwnConnections(StoreSettings.Postgres access) {
        this.access = access;
    }

    /** A connection whose owner closes it; a read on it gives up after 10 s. */
    public Connection open() throws SQLException {
        Properties properties = properties();
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(access.url(), properties);
    }

    /** For work that may take any time, such as a migration. */
    DataSource patient() {
        return new DriverManagerDataSource(access.url(), properties());
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (!access.username().isBlank()) {
            properties.setProperty("user", access.username());
            properties.setProperty("password", access.password());
        }
        properties.setProperty("ApplicationName", "holdfast");
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("connectTimeout", LOGIN_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
