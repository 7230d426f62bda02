package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import holdfast.app.store.MoveToServer;
import holdfast.app.store.ServerForTests;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;

/** The command {@code migrate}, from a service with an embedded store to one on a server. */
@BesideOthers
class MoveToServerTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int migrate(ServerForTests server) {
        List<String> arguments =
                new ArrayList<>(List.of(MoveToServer.COMMAND, "--holdfast.data-dir=" + folder.resolve("data")));
        arguments.addAll(server.settings());
        return MoveToServer.run(
                arguments.toArray(String[]::new), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void brings_everything_to_an_empty_database_and_keeps_the_old_store_from_being_used() throws Exception {
        ShopRequest payment;
        ShopAnswer paid;
        ShopAnswer feed;
        String sku;
        String reserved;
        try (RunningService embedded = RunningService.startOn(folder.resolve("data"))) {
            Shop shop = embedded.shop();
            sku = shop.stock("ladle", "10");
            String order = Shop.unique("moved");
            shop.require(201, ShopRequest.place(order, new Line(sku, "3", "2.00")));
            payment = ShopRequest.pay(order, "6.00").withKey(Shop.unique("key"));
            paid = shop.require(201, payment);
            reserved = Shop.unique("moved");
            shop.require(201, ShopRequest.place(reserved, new Line(sku, "2", "2.00")));
            shop.awaitConserved(sku);
            feed = shop.require(200, ShopRequest.get("/v1/events?limit=200"));
        }

        try (ServerForTests server = ServerForTests.start(folder.resolve("server"), 60)) {
            assertThat(migrate(server)).as(printed()).isZero();
            assertThat(printed()).contains("rows of domain_event", "Moved.");

            try (RunningService moved = RunningService.startOn(
                    folder.resolve("data"), server.settings().toArray(String[]::new))) {
                Shop shop = moved.shop();
                assertThat(shop.require(200, ShopRequest.get("/v1/events?limit=200"))
                                .body())
                        .isEqualTo(feed.body());
                ShopAnswer again = shop.send(payment);
                assertThat(again.isReplayed()).isTrue();
                assertThat(again.body()).isEqualTo(paid.body());
                shop.require(201, ShopRequest.pay(reserved, "4.00"));
                shop.awaitLevel(sku, Level.free("5"));
                shop.awaitConserved(sku);
            }

            assertThat(migrate(server)).isEqualTo(1);
            assertThat(printed()).contains("is not to be used any more");
        }
        assertThatThrownBy(() -> RunningService.startOn(folder.resolve("data")))
                .isInstanceOf(BeanCreationException.class)
                .hasStackTraceContaining("is not to be used any more");
    }

    @Test
    void refuses_a_database_that_is_not_empty() throws Exception {
        try (ServerForTests server = ServerForTests.start(folder.resolve("server"), 60)) {
            RunningService.startOn(folder.resolve("other"), server.settings().toArray(String[]::new))
                    .close();
            RunningService.startOn(folder.resolve("data")).close();

            assertThat(migrate(server)).isEqualTo(1);

            assertThat(printed()).contains("The database is not empty", "domain_event");
            RunningService.startOn(folder.resolve("data")).close();
        }
    }
}
