package holdfast.app.store;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Opens the store, and closes it after everything that uses it. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    @Bean
    DataDirectory dataDirectory(StoreSettings settings) {
        return DataDirectory.open(settings.dataDir());
    }

    @Bean(destroyMethod = "close")
    DatabaseServer databaseServer(StoreSettings settings, DataDirectory directory) {
        if (settings.usesEmbeddedDatabase()) {
            return EmbeddedDatabase.start(directory, settings.store().poolSize());
        }
        if (settings.postgres().url().isBlank()) {
            throw new StoreStartException(
                    "holdfast.mode=postgres needs the address of a PostgreSQL server.",
                    "Set holdfast.postgres.url (HOLDFAST_POSTGRES_URL), such as "
                            + "jdbc:postgresql://localhost:5432/holdfast, with .username and .password.");
        }
        return settings::postgres;
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
        return pool;
    }

    /** Without this bean Axon silently works without transactions: its own configuration looks for Boot 3 classes. */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
        return new SpringTransactionManager(transactionManager);
    }
}
