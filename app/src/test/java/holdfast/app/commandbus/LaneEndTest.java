package holdfast.app.commandbus;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.eventstore.Turns;
import holdfast.app.tracing.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads send while the lanes end, again and again: each command gets one answer, whatever its thread met. */
class LaneEndTest {

    /** The profile {@code soak} of Maven has more of them. */
    private static final int ROUNDS = Boolean.getBoolean("holdfast.soak") ? 1_500 : 300;

    private static final int SENDERS = 4;

    @TempDir
    static Path data;

    private static LaneService service;

    @BeforeAll
    static void start() {
        service = LaneService.start(data);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static LaneCommandBus bus() {
        LaneMetrics metrics = new LaneMetrics(new SimpleMeterRegistry());
        LaneCommandBus bus = new LaneCommandBus(
                SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE),
                _ -> null,
                new LaneSettings(1, 8, 4, 100),
                new GroupCommit(
                        NoTransactionManager.INSTANCE,
                        service.bean(Turns.class),
                        service.bean(NewStreams.class),
                        new GroupSequels(),
                        metrics),
                new CommandSpans(Traces.NONE),
                metrics);
        Work.register(bus);
        return bus;
    }

    @Test
    void whoever_was_not_refused_was_handled_and_answered_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                endWhileTheySend(threads);
            }
        }
    }

    private static void endWhileTheySend(ExecutorService threads) throws Exception {
        LaneCommandBus bus = bus();
        Queue<CompletableFuture<Object>> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger handled = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(SENDERS + 1);
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(threads.submit(() -> sendUntilRefused(bus, together, answers, handled)));
        }
        together.await();
        for (int spins = ThreadLocalRandom.current().nextInt(20_000); spins > 0; spins--) {
            Thread.onSpinWait();
        }
        bus.drain();
        for (Future<?> sender : senders) {
            sender.get(30, TimeUnit.SECONDS);
        }
        assertAnswered(answers, handled.get());
    }

    private static Void sendUntilRefused(
            LaneCommandBus bus, CyclicBarrier together, Queue<CompletableFuture<Object>> answers, AtomicInteger handled)
            throws Exception {
        together.await();
        int refused = 0;
        while (refused < 20) {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            answers.add(answer);
            bus.dispatch(GenericCommandMessage.asCommandMessage(new Work(handled::incrementAndGet)), (_, result) -> {
                Object outcome = result.isExceptional() ? result.exceptionResult() : result.getPayload();
                if (!answer.complete(outcome)) {
                    answers.add(CompletableFuture.failedFuture(new AssertionError("Answered twice")));
                }
            });
            refused += answer.getNow("waiting") instanceof Overloaded ? 1 : 0;
        }
        return null;
    }

    private static void assertAnswered(Queue<CompletableFuture<Object>> answers, int handled) {
        int done = 0;
        for (CompletableFuture<Object> answer : answers) {
            Object outcome = answer.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(outcome).isInstanceOfAny(Overloaded.class, Integer.class);
            done += outcome instanceof Integer ? 1 : 0;
        }
        assertThat(done).isEqualTo(handled);
    }
}
