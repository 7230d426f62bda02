package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.BesideOthers;
import holdfast.app.store.PostgresForTests;
import holdfast.app.store.ServerForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token of a read model, which two nodes know of. */
@BesideOthers
class UnbrokenTokenStoreTest {

    private static final String STOCK = "stock";

    @TempDir
    static Path folder;

    private static PostgresForTests postgres;
    private static ServerForTests database;

    private final UnbrokenTokenStore node = node("node", Duration.ofSeconds(30));

    @BeforeAll
    static void start() throws SQLException {
        postgres = PostgresForTests.start(folder.resolve("server"), 10);
        database = ServerForTests.on(postgres);
        execute("""
                create table token_entry (processor_name text, segment int, token bytea, token_type text,
                                          claimed_at text, owner text, primary key (processor_name, segment))""");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        execute("delete from token_entry");
        node.initializeTokenSegments(STOCK, 1, at(0));
        node.fetchToken(STOCK, 0);
        node.storeToken(at(5), STOCK, 0);
    }

    private static UnbrokenTokenStore node(String name, Duration claimed) {
        TokenSchema schema = new EventStoreConfiguration().tokenSchema();
        JdbcTokenStore.Builder builder = JdbcTokenStore.builder()
                .connectionProvider(() -> database.connect())
                .serializer(StoredJson.create())
                .claimTimeout(claimed);
        return new UnbrokenTokenStore(builder, schema, name);
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void takeBackTo(long position) throws SQLException {
        execute("update token_entry set token = convert_to('{\"globalIndex\":" + position + "}', 'UTF8')");
    }

    @Test
    void goes_on_from_where_it_was_left() {
        node.storeToken(at(7), STOCK, 0);
        node.extendClaim(STOCK, 0);
        node.storeToken(at(9), STOCK, 0);

        assertThat(node.fetchToken(STOCK, 0)).isEqualTo(at(9));
    }

    @Test
    void does_not_pass_over_what_a_crash_took_back() throws SQLException {
        takeBackTo(3);

        assertThatThrownBy(() -> node.storeToken(at(7), STOCK, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThat(node.fetchToken(STOCK, 0)).isEqualTo(at(3));
        node.storeToken(at(7), STOCK, 0);
        assertThat(node.fetchToken(STOCK, 0)).isEqualTo(at(7));
    }

    @Test
    void notices_what_a_crash_took_back_also_when_nothing_else_happens() throws SQLException {
        takeBackTo(3);

        assertThatThrownBy(() -> node.extendClaim(STOCK, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThat(node.fetchToken(STOCK, 0)).isEqualTo(at(3));
    }

    @Test
    void does_not_go_back_to_where_it_lost_the_token_to_another_node_that_has_let_go_of_it() {
        UnbrokenTokenStore other = node("other", Duration.ZERO);
        other.fetchToken(STOCK, 0);
        other.storeToken(at(20), STOCK, 0);
        other.releaseClaim(STOCK, 0);

        assertThatThrownBy(() -> node.storeToken(at(7), STOCK, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> node.extendClaim(STOCK, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThat(node.fetchToken(STOCK, 0)).isEqualTo(at(20));
    }
}
