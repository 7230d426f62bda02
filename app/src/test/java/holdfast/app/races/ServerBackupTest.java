package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import holdfast.app.store.PostgresForTests;
import holdfast.app.store.PostgresTools;
import holdfast.app.store.ServerForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database on a server is backed up while the service works on it, and brought back after a mistake. */
@BesideOthers
class ServerBackupTest {

    private static final int CONNECTIONS = 70;

    @TempDir
    Path folder;

    /** What was asked and answered before and after the backup, then a mistake, and the time just before that. */
    private record Day(
            String sku,
            ShopRequest before,
            ShopAnswer answeredBefore,
            ShopRequest after,
            ShopAnswer answeredAfter,
            String time,
            ShopRequest mistake) {}

    private interface Backup {
        void take() throws Exception;
    }

    private static Day work(RunningService node, Backup backup) throws Exception {
        Shop shop = node.shop();
        String sku = shop.stock("ladle", "100");
        ShopRequest before = placing(sku, "1");
        ShopRequest after = placing(sku, "2");
        ShopAnswer answeredBefore = shop.require(201, before);
        backup.take();
        ShopAnswer answeredAfter = shop.require(201, after);
        String time = node.bean(JdbcClient.class)
                .sql("select clock_timestamp()::text")
                .query(String.class)
                .single();
        ShopRequest mistake = ShopRequest.issue(sku, "90").withKey(Shop.unique("key"));
        shop.require(201, mistake);
        return new Day(sku, before, answeredBefore, after, answeredAfter, time, mistake);
    }

    private static ShopRequest placing(String sku, String pieces) {
        return ShopRequest.place(Shop.unique("kept"), new Line(sku, pieces, "2.00"))
                .withKey(Shop.unique("key"));
    }

    private RunningService nodeOn(ServerForTests database) {
        return RunningService.startOn(
                folder.resolve("node"), database.settings().toArray(String[]::new));
    }

    private static void assertStands(Shop shop, ShopRequest request, ShopAnswer first) {
        ShopAnswer again = shop.send(request);
        assertThat(again.isReplayed()).as("%s", again).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    }

    private static void assertIsNewAgain(Shop shop, Day day) {
        assertThat(shop.require(201, day.mistake()).isReplayed()).isFalse();
        shop.require(201, ShopRequest.pay(day.after().field("orderId"), "4.00"));
        shop.awaitLevel(day.sku(), new Level("8", "1", "7"));
        shop.awaitConserved(day.sku());
    }

    private void assertIsAsBeforeTheMistake(ServerForTests database, Day day) throws Exception {
        try (RunningService restored = nodeOn(database)) {
            Shop shop = restored.shop();
            assertThat(shop.level(day.sku())).isEqualTo(new Level("100", "3", "97"));
            assertStands(shop, day.before(), day.answeredBefore());
            assertStands(shop, day.after(), day.answeredAfter());
            shop.awaitConserved(day.sku());
            assertIsNewAgain(shop, day);
        }
    }

    private Path archive() throws Exception {
        return Files.createDirectories(folder.resolve("archive"));
    }

    private PostgresForTests archivingServer() throws Exception {
        return PostgresForTests.start(
                folder.resolve("server"),
                CONNECTIONS,
                "archive_mode = on",
                "archive_command = 'cp \"%p\" \"" + archive() + "/%f\"'");
    }

    private void assertBroughtBackFrom(Path copy, ServerForTests database, Day day) throws Exception {
        Files.createFile(copy.resolve("data/recovery.signal"));
        try (PostgresForTests restored = PostgresForTests.startRestored(
                copy,
                "archive_mode = off",
                "restore_command = 'cp \"" + archive() + "/%f\" \"%p\"'",
                "recovery_target_time = '" + day.time() + "'",
                "recovery_target_action = 'promote'")) {
            ServerForTests there = database.broughtTo(restored);
            there.awaitWritable();
            assertIsAsBeforeTheMistake(there, day);
        }
    }

    @Test
    void from_a_copy_of_its_folder_and_the_log_archived_since_up_to_any_time() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("restored"));
        try (PostgresForTests postgres = archivingServer()) {
            ServerForTests database = ServerForTests.on(postgres);
            Day day;
            try (RunningService node = nodeOn(database)) {
                day = work(node, () -> postgres.copyWhileRunning(copy));
            }
            postgres.stop();
            assertBroughtBackFrom(copy, database, day);
        }
    }

    @Test
    void from_what_pg_basebackup_wrote_and_the_log_archived_since_up_to_any_time() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("restored"));
        try (PostgresForTests postgres = archivingServer()) {
            PostgresTools tools = PostgresTools.find();
            assumeTrue(tools.areOf(postgres), () -> "no pg_basebackup of the server's version here, but " + tools);
            postgres.letIn(
                    "host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256");
            postgres.stop();
            postgres.start();
            ServerForTests database = ServerForTests.on(postgres);
            Day day;
            try (RunningService node = nodeOn(database)) {
                day = work(
                        node,
                        () -> tools.run(
                                "pg_basebackup",
                                "--pgdata=" + copy.resolve("data"),
                                "--checkpoint=fast",
                                "--dbname=" + postgres.uri("postgres")));
            }
            postgres.stop();
            assertBroughtBackFrom(copy, database, day);
        }
    }

    /** It knows nothing of what came after it. */
    @Test
    void from_a_dump() throws Exception {
        Path dump = folder.resolve("holdfast.dump");
        try (PostgresForTests postgres = PostgresForTests.start(folder.resolve("server"), CONNECTIONS)) {
            PostgresTools tools = PostgresTools.find();
            assumeTrue(tools.canDump(postgres), () -> "no pg_dump for the server's version here, but " + tools);
            ServerForTests database = ServerForTests.on(postgres);
            ServerForTests empty = ServerForTests.on(postgres);
            Day day;
            try (RunningService node = nodeOn(database)) {
                day = work(node, () -> tools.run("pg_dump", "--format=custom", "--file=" + dump, database.uri()));
            }
            tools.run("pg_restore", "--exit-on-error", "--no-owner", "--dbname=" + empty.uri(), dump.toString());

            try (RunningService restored = nodeOn(empty)) {
                Shop shop = restored.shop();
                assertThat(shop.level(day.sku())).isEqualTo(new Level("100", "1", "99"));
                assertStands(shop, day.before(), day.answeredBefore());
                shop.awaitConserved(day.sku());
                assertThat(shop.require(201, day.after()).isReplayed()).isFalse();
                assertIsNewAgain(shop, day);
            }
        }
    }
}
