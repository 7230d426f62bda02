package holdfast.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static final Filters OF_A_TABLE =
            Filters.none().with("status", null).with("tab", " table 4 & 5 ");

    private static Listing<Integer> listing(int found, @Nullable String cursor) {
        return Listing.of(
                IntStream.range(0, found).boxed().toList(), "/orders", OF_A_TABLE, cursor, last -> "c" + last);
    }

    @Test
    void what_fits_on_a_page_has_no_other_pages() {
        Listing<Integer> all = listing(50, null);

        assertThat(all.rows()).hasSize(50);
        assertThat(all.next()).isNull();
        assertThat(all.first()).isNull();
    }

    @Test
    void the_next_page_goes_on_behind_the_last_row_shown_and_is_narrowed_down_alike() {
        Listing<Integer> first = listing(51, null);

        assertThat(first.rows()).hasSize(50).endsWith(49);
        assertThat(first.next()).isEqualTo("/orders?tab=table+4+%26+5&cursor=c49");
    }

    @Test
    void a_later_page_leads_back_to_the_first_one_narrowed_down_alike() {
        assertThat(listing(2, "c49").first()).isEqualTo("/orders?tab=table+4+%26+5");
    }

    @Test
    void nothing_to_narrow_down_leaves_the_address_bare() {
        Filters none = Filters.none().with("tab", "  ").with("sku", null);

        assertThat(none.on("/orders")).isEqualTo("/orders");
        assertThat(Listing.of(List.of(1), "/orders", none, "c", _ -> "c").first())
                .isEqualTo("/orders");
    }
}
