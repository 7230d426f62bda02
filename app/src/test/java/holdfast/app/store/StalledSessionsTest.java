package holdfast.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node falls silent in the middle of a batch, with a lock that another one waits for. */
@BesideOthers
class StalledSessionsTest {

    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(8);

    @TempDir
    Path folder;

    private PostgresForTests postgres;
    private ServerForTests database;
    private StalledSessions watch;

    /** Sends so many pieces and then waits, until it may go on. */
    public static final class StallingSockets extends SocketFactory {

        static final AtomicInteger PIECES = new AtomicInteger(Integer.MAX_VALUE);
        static final CountDownLatch STALLED = new CountDownLatch(1);
        static final CountDownLatch GO_ON = new CountDownLatch(1);

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public OutputStream getOutputStream() throws IOException {
                    return new FilterOutputStream(super.getOutputStream()) {
                        @Override
                        public void write(byte[] bytes, int offset, int length) throws IOException {
                            if (PIECES.getAndDecrement() <= 0) {
                                STALLED.countDown();
                                awaitPermission();
                            }
                            out.write(bytes, offset, length);
                        }
                    };
                }
            };
        }

        private static void awaitPermission() throws IOException {
            try {
                GO_ON.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void start() throws SQLException {
        postgres = PostgresForTests.start(folder.resolve("server"), 20);
        database = ServerForTests.on(postgres);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table level (sku text primary key, quantity int, note text)");
            statement.execute("insert into level select 'sku-' || n, 0, '' from generate_series(1, 200) n");
        }
        StoreSettings.Postgres access = new StoreSettings.Postgres(database.url(), database.name(), database.name());
        StoreSettings settings = new StoreSettings(folder, StoreMode.POSTGRES, access, new StoreSettings.Store(4));
        watch = new StalledSessions(new OwnConnections(access), settings);
        watch.start();
    }

    @AfterEach
    void stop() {
        StallingSockets.GO_ON.countDown();
        watch.stop();
        postgres.close();
    }

    private Connection connect(boolean stalling) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.name());
        properties.setProperty("password", database.name());
        properties.setProperty("ApplicationName", "holdfast");
        // What the server has for transactions whose node is silent between two statements.
        properties.setProperty("options", "-c idle_in_transaction_session_timeout=1s");
        if (stalling) {
            properties.setProperty("socketFactory", StallingSockets.class.getName());
        }
        return DriverManager.getConnection(database.url(), properties);
    }

    /** More than the driver sends in one piece. */
    private void changeMany() {
        try (Connection connection = connect(true);
                PreparedStatement change = connection.prepareStatement(
                        "update level set quantity = quantity + 1, note = ? where sku = ?")) {
            connection.setAutoCommit(false);
            for (int n = 1; n <= 200; n++) {
                change.setString(1, "x".repeat(1_000));
                change.setString(2, "sku-" + n);
                change.addBatch();
            }
            StallingSockets.PIECES.set(3);
            change.executeBatch();
            connection.commit();
        } catch (SQLException ended) {
            // as it should be
        }
    }

    @Test
    void the_other_one_goes_on_after_a_few_seconds_and_nothing_of_the_batch_has_happened() throws Exception {
        Thread paused = Thread.ofVirtual().start(this::changeMany);
        StallingSockets.STALLED.await();
        try (Connection connection = connect(false);
                Statement statement = connection.createStatement()) {
            await().until(() -> isLocked(statement));
            statement.execute("set statement_timeout = '30s'");

            Instant begun = Instant.now();
            statement.execute("update level set quantity = quantity + 10 where sku = 'sku-1'");

            assertThat(Duration.between(begun, Instant.now())).isLessThan(A_FEW_SECONDS);
            StallingSockets.GO_ON.countDown();
            paused.join();
            try (var row = statement.executeQuery("select sum(quantity), max(quantity) from level")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(10);
            }
        }
    }

    private static boolean isLocked(Statement statement) throws SQLException {
        try (var row = statement.executeQuery(
                "select count(*) from (select from level where sku = 'sku-1' for update skip locked) free")) {
            row.next();
            return row.getInt(1) == 0;
        }
    }
}
