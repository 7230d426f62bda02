package holdfast.app.store;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Says where the data is kept and how many connections reach it. */
@Validated
@ConfigurationProperties("holdfast")
public record StoreSettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("embedded") StoreMode mode,
        @DefaultValue Postgres postgres,
        @Valid @DefaultValue Store store) {

    /** Whether nobody else writes to the store: the data folder's lock keeps every other service away. */
    public boolean hasSoleWriter() {
        return mode == StoreMode.EMBEDDED;
    }

    boolean usesEmbeddedDatabase() {
        return switch (mode) {
            case EMBEDDED -> true;
            case POSTGRES -> false;
            case AXONSERVER -> postgres.url().isBlank();
        };
    }

    /** A PostgreSQL server; {@code url} is a JDBC URL, the password may be empty. */
    public record Postgres(
            @DefaultValue("") String url,
            @DefaultValue("") String username,
            @DefaultValue("") String password) {

        @Override
        public String toString() {
            return "Postgres[url=" + url + ", username=" + username + "]";
        }
    }

    /** How the service uses the store; {@code poolSize} is the most connections that it opens at a time. */
    public record Store(
            @DefaultValue("24") @Min(4) @Max(1000) int poolSize) {}
}
