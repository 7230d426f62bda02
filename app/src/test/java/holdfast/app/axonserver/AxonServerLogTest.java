package holdfast.app.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.app.BesideOthers;
import holdfast.app.axonserver.StandInServer.Fault;
import holdfast.app.eventstore.AppendInDoubt;
import io.axoniq.axonserver.grpc.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The log, spoken to by Axon's connector. */
@BesideOthers
class AxonServerLogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final String stream = "test-" + UUID.randomUUID();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private EventLog log(String address, Duration patience) {
        AxonServerConfiguration settings = new AxonServerConfiguration();
        settings.setServers(address);
        settings.setComponentName("holdfast-test");
        settings.setToken(System.getProperty("holdfast.axonserver.token"));
        AxonServerConnectionManager connections = AxonServerConnectionManager.builder()
                .axonServerConfiguration(settings)
                .build();
        opened.add(connections::shutdown);
        return new AxonServerLog(
                () -> connections.getConnection().eventChannel(), address, new LastFailure(), patience);
    }

    private static LoggedEvent event(String stream, long sequence) {
        return new LoggedEvent(
                UUID.randomUUID().toString(),
                stream,
                sequence,
                "Order",
                "2026-01-01T12:00:00.123456Z",
                "OrderCompleted",
                sequence == 0 ? null : "2",
                "{\"orderId\":\"o-1\"}".getBytes(StandardCharsets.UTF_8),
                "{\"actor\":\"admin\",\"settled\":\"true\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static List<LoggedEvent> ofTest(EventLog.Page page, String stream) {
        return page.entries().stream()
                .map(EventLog.Entry::event)
                .filter(event -> event.aggregateId().startsWith(stream))
                .toList();
    }

    private void keepsOrderAndTakesAllOrNothing(EventLog log) {
        long before = log.lastToken();
        List<LoggedEvent> first = List.of(event(stream, 0), event(stream + "-other", 0), event(stream, 1));
        LoggedEvent next = event(stream, 2);

        log.append(first);
        assertThatThrownBy(() -> log.append(List.of(event(stream + "-third", 0), event(stream, 1))))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> log.append(List.of(event(stream, 4)))).isInstanceOf(ConcurrencyException.class);
        log.append(List.of(next));

        EventLog.Page page = log.after(before, 100);
        List<LoggedEvent> all = new ArrayList<>(first);
        all.add(next);
        assertThat(ofTest(page, stream))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(all);
        assertThat(page.reached()).isEqualTo(log.lastToken()).isGreaterThanOrEqualTo(before + 4);
        assertThat(log.after(page.reached(), 100).entries()).isEmpty();
    }

    @Nested
    @DisplayName("With a real Axon Server, given by -Dholdfast.axonserver=host:port")
    class With_Axon_Server {

        @Test
        void keeps_order_refuses_a_second_append_and_takes_all_or_nothing() {
            String address = System.getProperty("holdfast.axonserver", "");
            assumeTrue(!address.isEmpty(), "Not run: needs a real Axon Server, -Dholdfast.axonserver=host:port");

            keepsOrderAndTakesAllOrNothing(log(address, PATIENCE));
        }
    }

    @Nested
    @DisplayName("With a stand-in that is not Axon Server")
    class With_a_stand_in {

        private final StandInServer server = StandInServer.start();

        private EventLog log(Duration patience) {
            EventLog log = AxonServerLogTest.this.log(server.address(), patience);
            opened.addLast(server);
            return log;
        }

        @Test
        void keeps_order_refuses_a_second_append_and_takes_all_or_nothing() {
            keepsOrderAndTakesAllOrNothing(log(PATIENCE));
        }

        @Test
        void reads_on_from_any_place_a_page_at_a_time() {
            EventLog log = log(PATIENCE);
            assertThat(log.lastToken()).isEqualTo(-1);
            log.append(LongStream.range(0, 2_500)
                    .mapToObj(sequence -> event(stream, sequence))
                    .toList());

            EventLog.Page first = log.after(-1, 1_000);
            EventLog.Page second = log.after(first.reached(), 2_000);

            assertThat(first.reached()).isEqualTo(999);
            assertThat(second.reached()).isEqualTo(2_499);
            assertThat(second.entries())
                    .extracting(EventLog.Entry::token)
                    .containsExactlyElementsOf(
                            LongStream.range(1_000, 2_500).boxed().toList());
        }

        @Test
        void leaves_the_events_of_others_out() {
            EventLog log = log(PATIENCE);
            server.append(Event.newBuilder().setAggregateIdentifier("theirs").build());

            EventLog.Page page = log.after(-1, 10);

            assertThat(page.entries()).isEmpty();
            assertThat(page.reached()).isZero();
        }

        @Test
        void is_in_doubt_when_an_append_is_not_confirmed() {
            EventLog log = log(Duration.ofSeconds(2));
            server.fail(Fault.STORED_BUT_BROKEN, stream);
            assertThatThrownBy(() -> log.append(List.of(event(stream, 0)))).isInstanceOf(AppendInDoubt.class);
            server.fail(Fault.STORED_BUT_SILENT, stream);
            assertThatThrownBy(() -> log.append(List.of(event(stream, 1)))).isInstanceOf(AppendInDoubt.class);

            assertThat(log.lastToken()).isEqualTo(1);
        }

        @Test
        void is_unavailable_and_says_where_when_nobody_listens() {
            server.close();
            EventLog log = log(PATIENCE);

            assertThatThrownBy(log::lastToken)
                    .isInstanceOf(LogUnavailable.class)
                    .hasMessageContaining(server.address());
        }
    }
}
