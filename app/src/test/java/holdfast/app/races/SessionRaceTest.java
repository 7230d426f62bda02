package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.Sessions.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several browser tabs of one user act at the same instant. */
@ExtendWith(SharedService.class)
class SessionRaceTest {

    private static final int ROUNDS = 20;

    private static List<String> outcomes(List<ShopAnswer> answers) {
        return answers.stream().map(ShopAnswer::outcome).sorted().toList();
    }

    private static ShopAnswer only(List<ShopAnswer> answers, String outcome) {
        return answers.stream()
                .filter(answer -> answer.outcome().equals(outcome))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_several_openings_one_makes_the_session_and_all_get_it(Shop shop) {
        AtOnce.rounds(ROUNDS, 3, _ -> {
            String user = unique("user");

            List<ShopAnswer> answers = AtOnce.run(4, _ -> shop.send(Sessions.open(user)));

            assertThat(answers.stream().map(ShopAnswer::status)).containsExactlyInAnyOrder(201, 200, 200, 200);
            assertThat(answers.stream().map(ShopAnswer::body).distinct()).hasSize(1);
        });
    }

    @Test
    void of_two_replacements_from_one_version_one_is_refused_and_told_what_it_missed(Shop shop) {
        String sku = shop.stock("beans", "10");
        AtOnce.rounds(2 * ROUNDS, 3, _ -> {
            String user = unique("user");
            shop.require(201, Sessions.open(user));
            List<String> quantities = List.of("1", "2");

            List<ShopAnswer> answers = AtOnce.run(
                    2,
                    tab -> shop.send(Sessions.replace(user, new Item(sku, quantities.get(tab), "1.00"))
                            .ifMatch(1)));

            assertThat(outcomes(answers)).containsExactly("200 ACTIVE", "412 version-conflict");
            ShopAnswer won = only(answers, "200 ACTIVE");
            assertThat(only(answers, "412 version-conflict")
                            .body()
                            .required("missedEvents")
                            .toString())
                    .isEqualTo("[{\"type\":\"SessionItemsReplaced\",\"version\":2}]");
            assertThat(won.body().at("/items/0/quantity").asString()).isEqualTo(quantities.get(answers.indexOf(won)));
            assertThat(shop.require(200, Sessions.current(user)).body()).isEqualTo(won.body());

            // Having looked again, the other one gets its way: nothing is lost without anybody knowing.
            int loser = 1 - answers.indexOf(won);
            shop.require(
                    200,
                    Sessions.replace(user, new Item(sku, quantities.get(loser), "1.00"))
                            .ifMatch(2));
        });
    }

    @Test
    void of_two_logouts_one_is_recorded_and_both_get_its_time(Shop shop) {
        AtOnce.rounds(ROUNDS, 3, _ -> {
            String user = unique("user");
            shop.require(201, Sessions.open(user));

            List<ShopAnswer> answers = AtOnce.run(3, _ -> shop.send(Sessions.logout(user)));

            assertThat(outcomes(answers)).containsOnly("200 PENDING_LOGOUT");
            assertThat(answers.stream().map(ShopAnswer::body).distinct()).hasSize(1);
            assertThat(answers.getFirst().version()).isEqualTo(2);
            assertThat(answers.getFirst().time("logoutTime")).isNotNull();
        });
    }

    @Test
    void of_two_completions_one_takes_effect_and_both_get_the_completed_session(Shop shop) {
        AtOnce.rounds(ROUNDS, 3, _ -> {
            String user = unique("user");
            shop.require(201, Sessions.open(user));

            List<ShopAnswer> answers = AtOnce.run(3, _ -> shop.send(Sessions.complete(user)));

            assertThat(outcomes(answers)).containsOnly("200 COMPLETED");
            assertThat(answers.stream().map(ShopAnswer::body).distinct()).hasSize(1);
            assertThat(answers.getFirst().version()).isEqualTo(2);
        });
    }

    @Test
    void assigning_or_completing_ends_the_session_and_the_other_one_sees_it(Shop shop) {
        String sku = shop.stock("beans", "10");
        AtOnce.rounds(2 * ROUNDS, 3, _ -> {
            String user = Sessions.userWith(shop, new Item(sku, "1", "1.00"));
            String table = unique("table");

            List<ShopAnswer> answers =
                    AtOnce.run(() -> shop.send(Sessions.assign(user, table)), () -> shop.send(Sessions.complete(user)));

            ShopAnswer assigning = answers.getFirst();
            ShopAnswer end = shop.require(200, Sessions.current(user));
            assertThat(end.version()).isEqualTo(3);
            assertThat(answers.getLast().outcome()).isEqualTo("200 COMPLETED");
            assertThat(answers.getLast().body()).isEqualTo(end.body());
            if (assigning.status() == 200) {
                assertThat(assigning.body()).isEqualTo(end.body());
                assertThat(Sessions.skus(shop.order(end.text("orderId")))).containsExactly(sku);
            } else {
                assertThat(assigning.outcome()).isEqualTo("409 invalid-state");
                assertThat(assigning.text("currentStatus")).isEqualTo("COMPLETED");
                assertThat(shop.send(Sessions.tab(table)).status()).isEqualTo(404);
            }
        });
    }

    @Test
    void of_two_assignments_to_two_tabs_one_takes_the_items(Shop shop) {
        String sku = shop.stock("beans", "10");
        AtOnce.rounds(ROUNDS, 3, _ -> {
            String user = Sessions.userWith(shop, new Item(sku, "1", "1.00"));
            List<String> tables = List.of(unique("table"), unique("table"));

            List<ShopAnswer> answers = AtOnce.run(2, i -> shop.send(Sessions.assign(user, tables.get(i))));

            assertThat(outcomes(answers)).containsExactly("200 COMPLETED", "409 invalid-state");
            int winner = answers.getFirst().status() == 200 ? 0 : 1;
            assertThat(answers.get(winner).text("tab")).isEqualTo(tables.get(winner));
            assertThat(shop.send(Sessions.tab(tables.get(1 - winner))).status()).isEqualTo(404);
        });
    }

    @Test
    void a_replacement_that_meets_the_completion_is_in_the_session_or_refused(Shop shop) {
        String sku = shop.stock("beans", "10");
        AtOnce.rounds(ROUNDS, 3, _ -> {
            String user = unique("user");
            shop.require(201, Sessions.open(user));

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(
                            Sessions.replace(user, new Item(sku, "1", "1.00")).ifMatch(1)),
                    () -> shop.send(Sessions.complete(user)));

            assertThat(answers.getFirst().outcome()).isIn("200 ACTIVE", "409 invalid-state");
            assertThat(answers.getLast().outcome()).isEqualTo("200 COMPLETED");
            ShopAnswer end = shop.require(200, Sessions.current(user));
            assertThat(end.body().required("items").size())
                    .isEqualTo(answers.getFirst().status() == 200 ? 1 : 0);
            assertThat(shop.send(Sessions.replace(user).ifMatch(end.version())).outcome())
                    .isEqualTo("409 invalid-state");
        });
    }
}
