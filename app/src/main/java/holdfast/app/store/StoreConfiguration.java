package holdfast.app.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Opens the store, and closes it after everything that uses it. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final String SILENCE_SECONDS = "30";
    private static final String LIMITS = "set idle_in_transaction_session_timeout = '10s'; set tcp_user_timeout = '5s'";

    @Bean
    DataDirectory dataDirectory(StoreSettings settings) {
        return DataDirectory.open(settings.dataDir());
    }

    @Bean(destroyMethod = "close")
    DatabaseServer databaseServer(StoreSettings settings, DataDirectory directory) {
        if (settings.usesEmbeddedDatabase()) {
            return EmbeddedDatabase.start(directory, settings.store().poolSize());
        }
        return PostgresServer.reach(settings.postgres(), START_PATIENCE);
    }

    @Bean
    OwnConnections ownConnections(DatabaseServer server) {
        return new OwnConnections(server.access());
    }

    /** A migration may take longer than a connection of the pool waits for an answer. */
    @Bean
    FlywayConfigurationCustomizer patientMigrations(OwnConnections connections) {
        return flyway -> flyway.dataSource(connections.patient());
    }

    @Bean
    HikariDataSource dataSource(StoreSettings settings, DatabaseServer server) {
        HikariDataSource pool = new HikariDataSource();
        StoreSettings.Postgres access = server.access();
        pool.setPoolName("store");
        pool.setJdbcUrl(access.url());
        if (!access.username().isBlank()) {
            pool.setUsername(access.username());
            pool.setPassword(access.password());
        }
        pool.setMaximumPoolSize(settings.store().poolSize());
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.addDataSourceProperty("ApplicationName", "holdfast");
        // A group of commands is one batch of events: one statement instead of one per event.
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        if (!settings.hasSoleWriter()) {
            limitWaits(pool);
        }
        return pool;
    }

    /**
     * What is shared must not wait for long for one node: a server that fell silent is given up, a transaction that a
     * paused node left open is ended by the server, and so is one whose node does not take what it asked for.
     */
    private static void limitWaits(HikariDataSource pool) {
        pool.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
        pool.setConnectionInitSql(LIMITS);
    }

    /** Without this bean Axon silently works without transactions: its own configuration looks for Boot 3 classes. */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
        return new SpringTransactionManager(transactionManager);
    }
}
