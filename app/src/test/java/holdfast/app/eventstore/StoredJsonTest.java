package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import holdfast.inventory.StockEvent.StockReceived;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class StoredJsonTest {

    private static final Path FILES = Path.of("src/test/resources/events");
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    private final Serializer serializer = StoredJson.create();

    private Object read(String json, String type, @Nullable String revision) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(json, String.class, new SimpleSerializedType(type, revision)));
    }

    private <T> T roundTrip(T object) {
        SerializedObject<byte[]> stored = serializer.serialize(object, byte[].class);
        return serializer.deserialize(stored);
    }

    @Nested
    class Golden_files {

        static Stream<String> samples() {
            return EventSamples.all().keySet().stream();
        }

        /** Read from the source folder, so that a stale copy in the build folder deceives nobody. */
        private static String file(String sample) throws IOException {
            return Files.readString(FILES.resolve(sample + ".json"));
        }

        private static String nameOf(String sample) {
            return sample.substring(0, sample.indexOf('.'));
        }

        @ParameterizedTest
        @MethodSource("samples")
        void are_read_as_exactly_the_event_that_was_stored(String sample) throws IOException {
            assertThat(read(file(sample), nameOf(sample), "1"))
                    .isEqualTo(EventSamples.all().get(sample));
        }

        @ParameterizedTest
        @MethodSource("samples")
        void are_what_an_event_is_stored_as(String sample) throws IOException {
            SerializedObject<byte[]> stored =
                    serializer.serialize(EventSamples.all().get(sample), byte[].class);

            assertThat(stored.getType()).isEqualTo(new SimpleSerializedType(nameOf(sample), "1"));
            assertThat(new String(stored.getData(), StandardCharsets.UTF_8)).isEqualTo(withoutLayout(file(sample)));
        }

        /** The files are laid out for people; each field, its order and its digits count. */
        private static String withoutLayout(String json) {
            return PLAIN.readTree(json).toString();
        }

        @Test
        void are_there_for_each_event_and_for_nothing_else() throws IOException {
            try (Stream<Path> files = Files.list(FILES)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(
                                samples().map(sample -> sample + ".json").toList());
            }
            assertThat(EventTypes.all())
                    .allSatisfy(type -> assertThat(EventSamples.all().get(type.name() + "." + type.revision()))
                            .isInstanceOf(type.payload()));
        }
    }

    @Nested
    class Tokens {

        private static final TrackingToken SEVENTH = new GlobalSequenceTrackingToken(7);
        private static final TrackingToken THIRD = new GlobalSequenceTrackingToken(3);

        @Test
        void come_back_as_they_were() {
            assertThat(roundTrip(SEVENTH)).isEqualTo(SEVENTH);
        }

        @Test
        void of_a_replay_come_back_as_they_were() {
            TrackingToken replay = ReplayToken.createReplayToken(SEVENTH, THIRD);

            assertThat(roundTrip(replay)).isEqualTo(replay).isInstanceOf(ReplayToken.class);
        }
    }

    /** Counts its instances, as a stand-in for a class whose mere construction does harm. */
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class Intruder {
        static final AtomicInteger INSTANCES = new AtomicInteger();

        Intruder() {
            INSTANCES.incrementAndGet();
        }
    }

    @Nested
    class Names_of_classes {

        private static final String INTRUDER = "org.intruder.Intruder";

        @Test
        void that_are_neither_ours_nor_Axons_are_never_instantiated() {
            assertThat(read("{}", "java.util.concurrent.atomic.AtomicInteger", null))
                    .isInstanceOf(UnknownSerializedType.class);
            assertThat(read("\"/etc/passwd\"", "java.io.File", null)).isInstanceOf(UnknownSerializedType.class);
            assertThat(read("{}", INTRUDER, null)).isInstanceOf(UnknownSerializedType.class);
        }

        @Test
        void within_a_token_are_refused_unless_they_are_Axons() {
            String forged = """
                    {"tokenAtReset": {"@class": "%s"}, "currentToken": null, "resetContext": null}""".formatted(Intruder.class.getName());

            assertThatThrownBy(() -> read(forged, ReplayToken.class.getName(), null))
                    .isInstanceOf(SerializationException.class);
            assertThat(Intruder.INSTANCES).hasValue(0);
        }

        @Test
        void within_a_reset_context_are_only_text() {
            String forged = """
                    {"tokenAtReset": {"@class": "org.axonframework.eventhandling.GlobalSequenceTrackingToken",
                      "globalIndex": 7}, "currentToken": null, "resetContext": {"@class": "%s"}}""".formatted(Intruder.class.getName());

            assertThat(read(forged, ReplayToken.class.getName(), null)).isInstanceOf(ReplayToken.class);
            assertThat(Intruder.INSTANCES).hasValue(0);
        }

        @Test
        void of_events_are_not_their_stored_names() {
            assertThat(EventTypes.all())
                    .allSatisfy(type -> assertThat(serializer.typeForClass(type.payload()))
                            .isEqualTo(new SimpleSerializedType(type.name(), type.revision())));
        }
    }

    /** A value with an amount, of a type that is ours and no event. */
    record Amounts(List<BigDecimal> all) {}

    @Test
    void decimals_keep_their_scale_and_never_get_an_exponent() {
        Amounts amounts =
                new Amounts(Stream.of("0", "0.00", "1.50", "1E+3", "1E-10", "123456789012345678901234567890.12")
                        .map(BigDecimal::new)
                        .toList());

        assertThat(serializer.serialize(amounts, String.class).getData()).isEqualTo("""
                {"all":["0","0.00","1.50","1000","0.0000000001","123456789012345678901234567890.12"]}""");
        StockReceived received = new StockReceived("beans", "main", new BigDecimal("1.50"), null, Instant.EPOCH);
        assertThat(roundTrip(received).quantity()).isEqualTo(new BigDecimal("1.50"));
    }
}
