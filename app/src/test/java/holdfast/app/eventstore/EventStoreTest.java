package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.HoldfastApplication;
import holdfast.app.snapshots.Snapshots;
import holdfast.app.store.PreparedFolder;
import holdfast.order.OrderEvent.OrderCompleted;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the store of a running service. */
@Isolated("it sets the clock of all events of this JVM")
class EventStoreTest {

    private static final int APPENDERS = 8;
    private static final int APPENDS = 25;

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(HoldfastApplication.class)
                .run("--server.port=0", "--holdfast.data-dir=" + PreparedFolder.of(data));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    private final CommittedEvents committed = bean(CommittedEvents.class);
    private final JdbcClient jdbc = bean(JdbcClient.class);

    private BlockingStream<TrackedEventMessage<?>> fromHere() {
        // Asked of the table: these tests append behind the service's back.
        long head = jdbc.sql("select coalesce(max(position), 0) from domain_event")
                .query(Long.class)
                .single();
        return committed.openStream(new GlobalSequenceTrackingToken(head));
    }

    /** Works within a transaction that commits after {@code beforeCommit}, or rolls back when that fails. */
    private static <T> T inTransaction(Supplier<T> work, Runnable beforeCommit) {
        DefaultUnitOfWork<EventMessage<?>> unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(bean(TransactionManager.class));
        return unit.executeWithResult(() -> {
                    T result = work.get();
                    unit.onPrepareCommit(_ -> beforeCommit.run());
                    return result;
                })
                .getPayload();
    }

    private static void append(String stream, long version, Runnable beforeCommit) {
        OrderCompleted event = new OrderCompleted(stream, Instant.EPOCH);
        inTransaction(
                () -> {
                    bean(EventStore.class).publish(new GenericDomainEventMessage<>("Order", stream, version, event));
                    return version;
                },
                beforeCommit);
    }

    private static void atOnce() {}

    private static void rollBack() {
        throw new IllegalStateException("Rolled back, for a test");
    }

    private static List<Long> read(BlockingStream<TrackedEventMessage<?>> stream, int count)
            throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        while (positions.size() < count && stream.hasNextAvailable(5, TimeUnit.SECONDS)) {
            positions.add(CommittedEvents.positionOf(stream.nextAvailable().trackingToken()));
        }
        return positions;
    }

    private List<Long> positions(String streams) {
        return jdbc.sql("select position from domain_event where aggregate_id like ? order by position")
                .param(streams)
                .query(Long.class)
                .list();
    }

    @Nested
    class A_reader {

        @Test
        void sees_every_event_once_and_in_order_however_long_the_commits_of_parallel_writers_take() throws Exception {
            try (BlockingStream<TrackedEventMessage<?>> stream = fromHere();
                    ExecutorService writers = Executors.newFixedThreadPool(APPENDERS)) {
                CompletableFuture<?>[] writing = IntStream.range(0, APPENDERS)
                        .mapToObj(writer -> CompletableFuture.runAsync(() -> write("till-" + writer), writers))
                        .toArray(CompletableFuture<?>[]::new);

                List<Long> seen = read(stream, APPENDERS * APPENDS);

                CompletableFuture.allOf(writing).join();
                assertThat(seen).hasSize(APPENDERS * APPENDS).isEqualTo(positions("till-%"));
            }
        }

        private static void write(String stream) {
            for (int version = 0; version < APPENDS; version++) {
                append(
                        stream,
                        version,
                        () -> LockSupport.parkNanos(
                                ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(8))));
            }
        }

        @Test
        void passes_the_position_of_a_transaction_that_rolled_back() throws Exception {
            try (BlockingStream<TrackedEventMessage<?>> stream = fromHere()) {
                append("gap-1", 0, EventStoreTest::atOnce);
                assertThatThrownBy(() -> append("gap-2", 0, EventStoreTest::rollBack))
                        .hasStackTraceContaining("Rolled back");
                append("gap-3", 0, EventStoreTest::atOnce);

                List<Long> seen = read(stream, 2);

                assertThat(seen).isEqualTo(positions("gap-%"));
                assertThat(seen.getLast()).isEqualTo(seen.getFirst() + 2);
            }
        }

        /** Axon's own tokens give up on a gap once their clock says that it is a minute old. */
        @Test
        void whose_clock_is_an_hour_ahead_skips_nothing_that_is_committed_late() throws Exception {
            Clock before = GenericEventMessage.clock;
            GenericEventMessage.clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
            CountDownLatch appended = new CountDownLatch(1);
            CountDownLatch seenNothingYet = new CountDownLatch(1);
            try (BlockingStream<TrackedEventMessage<?>> stream = fromHere();
                    ExecutorService writers = Executors.newFixedThreadPool(2)) {
                assertThatThrownBy(() -> append("ahead-1", 0, EventStoreTest::rollBack))
                        .hasStackTraceContaining("Rolled back");
                CompletableFuture<?> late = CompletableFuture.runAsync(
                        () -> append("ahead-2", 0, () -> {
                            appended.countDown();
                            awaitUninterrupted(seenNothingYet);
                        }),
                        writers);
                awaitUninterrupted(appended);
                CompletableFuture<?> behind =
                        CompletableFuture.runAsync(() -> append("ahead-3", 0, EventStoreTest::atOnce), writers);
                assertThat(stream.hasNextAvailable(300, TimeUnit.MILLISECONDS)).isFalse();
                seenNothingYet.countDown();

                List<Long> seen = read(stream, 2);

                CompletableFuture.allOf(late, behind).join();
                assertThat(seen).hasSize(2).isEqualTo(positions("ahead-%"));
            } finally {
                GenericEventMessage.clock = before;
            }
        }

        private static void awaitUninterrupted(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void has_been_woken_when_a_commit_returns() {
            AtomicInteger woken = new AtomicInteger();
            try (BlockingStream<TrackedEventMessage<?>> stream = fromHere()) {
                stream.setOnAvailableCallback(woken::incrementAndGet);
                assertThatThrownBy(() -> append("sleep-1", 0, EventStoreTest::rollBack))
                        .hasStackTraceContaining("Rolled back");
                assertThat(woken).hasValue(0);

                append("sleep-1", 0, EventStoreTest::atOnce);

                assertThat(woken).hasValue(1);
                assertThat(stream.hasNextAvailable()).isTrue();
            }
        }

        @Test
        void that_is_closed_is_not_woken_any_more() {
            AtomicInteger woken = new AtomicInteger();
            BlockingStream<TrackedEventMessage<?>> stream = fromHere();
            stream.setOnAvailableCallback(woken::incrementAndGet);
            stream.close();

            append("sleep-2", 0, EventStoreTest::atOnce);

            assertThat(woken).hasValue(0);
        }

        @Test
        void sees_what_another_node_committed_within_a_second() throws Exception {
            try (BlockingStream<TrackedEventMessage<?>> stream = fromHere()) {
                assertThat(stream.hasNextAvailable()).isFalse();

                inTransaction(() -> appendOnAnotherNode("far-1"), EventStoreTest::atOnce);

                assertThat(stream.hasNextAvailable(1, TimeUnit.SECONDS)).isTrue();
                assertThat(read(stream, 1)).isEqualTo(positions("far-1"));
            }
        }

        /** The same store, whose commits nobody here is told of. */
        private static String appendOnAnotherNode(String stream) {
            new EventStoreConfiguration()
                    .eventStorageEngine(
                            StoredJson.create(),
                            new EventUpcasterChain(),
                            bean(ConnectionProvider.class),
                            bean(TransactionManager.class),
                            bean(EventSchema.class),
                            new CommittedTail(),
                            new CommitSignal(),
                            Snapshots.none(),
                            bean(AppendSettings.class))
                    .appendEvents(new GenericDomainEventMessage<>(
                            "Order", stream, 0, new OrderCompleted(stream, Instant.EPOCH)));
            return stream;
        }
    }
}
