package holdfast.app.races;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** After all that the tests before it did at once to the one service that they share. */
@ExtendWith(SharedService.class)
@Order(Integer.MAX_VALUE - 1)
@Isolated("those that are alone have done so too then")
class EverythingAddsUpTest {

    @Test
    void the_events_and_all_read_models_of_them_agree(Shop shop) {
        shop.stock("at-the-end", "1");

        shop.awaitAllConserved();
    }
}
