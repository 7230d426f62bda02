package holdfast.app.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.inventory.Hold;
import holdfast.inventory.Holds;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockItemDifference;
import holdfast.inventory.StockItemState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcollections.PSet;
import org.pcollections.TreePSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class SnapshotJsonTest {

    private static final Path FILES = Path.of("src/test/resources/snapshots");
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    @Nested
    class Golden_files {

        static Stream<String> samples() {
            return SnapshotSamples.all().keySet().stream();
        }

        private static String file(String sample) throws IOException {
            return Files.readString(FILES.resolve(sample + ".json"));
        }

        private static Object sample(String name) {
            return Objects.requireNonNull(SnapshotSamples.all().get(name));
        }

        /** Whoever changes a stored form gives it a new revision: these files are what is in stores already. */
        @ParameterizedTest
        @MethodSource("samples")
        void are_what_a_state_is_stored_as(String sample) throws IOException {
            String written = new String(SnapshotJson.write(sample(sample)), StandardCharsets.UTF_8);

            assertThat(written).isEqualTo(PLAIN.readTree(file(sample)).toString());
        }

        @ParameterizedTest
        @MethodSource("samples")
        void are_read_as_exactly_the_state_that_was_stored(String sample) throws IOException {
            Object read = SnapshotJson.read(
                    file(sample).getBytes(StandardCharsets.UTF_8),
                    sample(sample).getClass());

            assertThat(read).isEqualTo(sample(sample));
        }

        @Test
        void say_of_a_hold_that_is_otherwise_like_the_one_before_only_whose_it_is_and_until_when() {
            PSet<String> refs = TreePSet.singleton("placed");
            Holds holds = Holds.of(
                    List.of(
                            new Hold("o-1", new BigDecimal("1.50"), Instant.ofEpochSecond(100, 5), refs, false),
                            new Hold("o-2", new BigDecimal("1.50"), Instant.ofEpochSecond(200), refs, false),
                            new Hold("o-3", new BigDecimal("1.5"), Instant.ofEpochSecond(300), refs, false)),
                    Instant.EPOCH);

            byte[] written = SnapshotJson.write(holds);

            assertThat(new String(written, StandardCharsets.UTF_8)).contains("""
                            ["o-1","1.50",100,5,false,"placed"],["o-2",200,0],["o-3","1.5",300,0,false,"placed"]""");
            assertThat(SnapshotJson.read(written, Holds.class)).isEqualTo(holds);
        }

        @Test
        void are_there_for_each_kind_of_state_and_for_nothing_else() throws IOException {
            try (Stream<Path> files = Files.list(FILES)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(
                                samples().map(sample -> sample + ".json").toList());
            }
            assertThat(SnapshotTypes.all())
                    .allSatisfy(type -> assertThat(sample(type.key())).isInstanceOf(type.state()));
        }
    }

    @Test
    void a_state_of_any_history_comes_back_equal_and_so_does_its_difference_to_any_earlier_one() {
        for (int seed = 0; seed < 40; seed++) {
            List<StockItemState> versions = history(new Random(seed), 120);
            for (int later = 1; later < versions.size(); later += 13) {
                StockItemState state = versions.get(later);
                assertThat(roundTrip(state)).isEqualTo(state);
                StockItemState earlier = versions.get(later / 2);
                StockItemDifference difference = roundTrip(StockItemDifference.between(earlier, state));
                assertThat(difference.appliedTo(earlier)).isEqualTo(state);
                assertThat(difference.appliedTo(earlier).level()).isEqualTo(state.level());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T roundTrip(T state) {
        return (T) SnapshotJson.read(SnapshotJson.write(state), state.getClass());
    }

    private static List<StockItemState> history(Random random, int events) {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        List<StockItemState> versions = new ArrayList<>();
        StockItemState state =
                StockItemState.NONE.evolve(new StockReceived("ham", "cellar", new BigDecimal("1000"), null, at));
        for (int i = 0; i < events; i++) {
            at = at.plusSeconds(random.nextInt(90));
            state = state.evolve(next(state, random, at));
            versions.add(state);
        }
        return versions;
    }

    private static StockEvent next(StockItemState state, Random random, Instant at) {
        String holder = "o-" + random.nextInt(25);
        Hold hold = state.holds().of(holder);
        if (hold == null || !hold.isOpen()) {
            Instant until = at.plusSeconds(60L + random.nextInt(600)).plusNanos(random.nextInt(3));
            BigDecimal quantity = BigDecimal.valueOf(random.nextInt(1, 500), 2);
            return new StockReserved("ham", "cellar", holder, "placed", quantity, until, at);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new StockSold("ham", "cellar", holder, hold.quantity(), at);
            case 1 -> new StockReleased("ham", "cellar", holder, null, hold.quantity(), at);
            case 2 -> new StockReleased("ham", "cellar", holder, "c-" + at, new BigDecimal("0.01"), at);
            default ->
                new HoldExtended("ham", "cellar", holder, hold.expiresAt().plusSeconds(60), at);
        };
    }

    @Test
    void what_no_version_of_the_service_wrote_is_refused() {
        assertThatThrownBy(() -> read("""
            {"holds": {"all": []}, "color": "green"}\
            """)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("[]")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("{} {}")).isInstanceOf(JacksonException.class);
    }

    private static StockItemState read(String json) {
        return SnapshotJson.read(json.getBytes(StandardCharsets.UTF_8), StockItemState.class);
    }

    @Test
    void holds_are_found_by_their_holder_after_they_were_read() {
        StockItemState state =
                (StockItemState) Objects.requireNonNull(SnapshotSamples.all().get("StockItem.1"));
        Holds holds = roundTrip(state).holds();

        assertThat(holds.of("o-2")).isEqualTo(state.holds().of("o-2"));
        assertThat(holds.of("o-9")).isNull();
        assertThat(holds.size()).isEqualTo(3);
    }
}
