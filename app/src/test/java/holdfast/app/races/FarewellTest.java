package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A service ends while tills ask it, on connections that they keep, or on a new one each time. */
class FarewellTest {

    private static final int TILLS = 80;
    private static final int NEWCOMERS = 4;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final List<List<String>> answered = new ArrayList<>();
    private final List<List<String>> answeredBehindClosedDoors = new ArrayList<>();

    @Test
    void who_has_a_connection_is_told_on_it_when_nobody_else_is_let_in_any_more() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RunningService service = RunningService.start();
            URI address = service.shop().service();
            List<KeptConnection> tills = Stream.generate(
                            () -> KeptConnection.open(address, service.shop().key()))
                    .limit(TILLS)
                    .toList();
            tills.forEach(till -> assertThat(till.ask()).first().asString().contains("200"));

            Future<?> end = threads.submit(() -> {
                service.close();
                return null;
            });
            for (KeptConnection till : tills) {
                ask(till, address);
            }

            end.get(60, TimeUnit.SECONDS);
            tills.forEach(KeptConnection::close);
        }
        assertThat(answered)
                .filteredOn(head -> !head.getFirst().contains("200"))
                .isNotEmpty()
                .allSatisfy(head -> assertThat(head).first().asString().contains(" 503 "))
                .allSatisfy(head -> assertThat(head).contains("Retry-After: 1", "Connection: close"));
        assertThat(answeredBehindClosedDoors).isNotEmpty();
    }

    @Test
    void who_is_still_let_in_is_answered() throws Exception {
        Queue<List<String>> heads = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RunningService service = RunningService.start();
            URI address = service.shop().service();
            String key = service.shop().key();
            List<Future<?>> newcomers = Stream.<Future<?>>generate(
                            () -> threads.submit(() -> comeAsLongAsLetIn(address, key, heads)))
                    .limit(NEWCOMERS)
                    .toList();
            await().until(() -> heads.size() > 100);

            service.close();

            for (Future<?> newcomer : newcomers) {
                newcomer.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(heads)
                .anySatisfy(head -> assertThat(head).contains("Retry-After: 1", "Connection: close"))
                // Nobody can answer who comes in the very microseconds in which the doors close. When those before the
                // door were not let in all newcomers were cut off, in two runs of five.
                .filteredOn(List::isEmpty)
                .hasSizeLessThan(3);
    }

    private static void comeAsLongAsLetIn(URI address, String key, Queue<List<String>> heads) {
        try {
            while (true) {
                try (KeptConnection newcomer = KeptConnection.open(address, key)) {
                    heads.add(newcomer.ask());
                }
            }
        } catch (UncheckedIOException refused) {
            assertThat(refused).hasCauseInstanceOf(ConnectException.class);
        }
    }

    private void ask(KeptConnection till, URI address) throws Exception {
        boolean closed = KeptConnection.isRefused(address);
        List<String> head = till.ask();
        if (!head.isEmpty()) {
            answered.add(head);
            if (closed) {
                answeredBehindClosedDoors.add(head);
            }
        }
        LockSupport.parkNanos(BETWEEN.toNanos());
    }
}
