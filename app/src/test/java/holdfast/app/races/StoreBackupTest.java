package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A copy of the data folder of a service that is stopped is a backup. */
@BesideOthers
class StoreBackupTest {

    @TempDir
    Path folder;

    @Test
    void a_copy_of_the_folder_of_a_stopped_service_brings_back_the_state_at_that_time() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        String sku;
        ShopRequest placing;
        ShopAnswer placed;
        try (RunningService service = RunningService.startOn(data)) {
            sku = service.shop().stock("ladle", "10");
            placing = ShopRequest.place(Shop.unique("kept"), new Line(sku, "3", "2.00"))
                    .withKey(Shop.unique("key"));
            placed = service.shop().require(201, placing);
        }
        copy(data, backup);
        try (RunningService service = RunningService.startOn(data)) {
            service.shop().require(201, ShopRequest.issue(sku, "7"));
        }

        FileSystemUtils.deleteRecursively(data);
        copy(backup, data);

        try (RunningService restored = RunningService.startOn(data)) {
            Shop shop = restored.shop();
            assertThat(shop.level(sku)).isEqualTo(new Level("10", "3", "7"));
            ShopAnswer again = shop.send(placing);
            assertThat(again.isReplayed()).isTrue();
            assertThat(again.body()).isEqualTo(placed.body());
            shop.awaitConserved(sku);
        }
    }

    /** With modes and links, which PostgreSQL and its programs need. */
    private static void copy(Path from, Path to) throws Exception {
        Process copying = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start();
        assertThat(copying.waitFor()).isZero();
    }
}
