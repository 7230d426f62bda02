package holdfast.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import holdfast.app.BesideOthers;
import java.nio.file.Path;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@BesideOthers
class StoreConfigurationTest {

    /** Shared, because unpacking and making a data folder takes longest. */
    @TempDir
    static Path data;

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class))
            .withUserConfiguration(Store.class);

    @Test
    void the_embedded_store_serves_until_the_context_has_closed() {
        context.withPropertyValues("holdfast.data-dir=" + data, "holdfast.store.pool-size=6")
                .run(started -> {
                    HikariDataSource pool = started.getBean(HikariDataSource.class);
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(6);
                    assertThat(one(pool, "select current_database()")).isEqualTo("holdfast");
                    assertThat(started.getBean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
                });
        assertThat(data.resolve("postgres")).exists();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_server_is_used_instead_when_one_is_given(@TempDir Path other) {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(DataDirectory.open(data), 8)) {
            StoreSettings.Postgres access = server.access();
            context.withPropertyValues(
                            "holdfast.data-dir=" + other,
                            "holdfast.mode=postgres",
                            "holdfast.postgres.url=" + access.url(),
                            "holdfast.postgres.username=" + access.username(),
                            "holdfast.postgres.password=" + access.password())
                    .run(started -> assertThat(
                                    one(started.getBean(HikariDataSource.class), "select current_database()"))
                            .isEqualTo("holdfast"));
        }
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void a_server_without_an_address_is_a_clear_error() {
        context.withPropertyValues("holdfast.data-dir=" + data, "holdfast.mode=postgres")
                .run(failed -> assertThat(failed.getStartupFailure())
                        .hasRootCauseInstanceOf(StoreStartException.class)
                        .hasRootCauseMessage("holdfast.mode=postgres needs the address of a PostgreSQL server."));
    }

    private static String one(HikariDataSource pool, String query) {
        return JdbcClient.create(pool).sql(query).query(String.class).single();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(StoreSettings.class)
    @Import(StoreConfiguration.class)
    static class Store {}
}
