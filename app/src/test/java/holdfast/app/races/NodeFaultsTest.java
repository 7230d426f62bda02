package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.PersistentCustomers.Attempt;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three nodes as processes on one PostgreSQL server, to which things happen while customers shop at all of them; then
 * every answer is held against what the nodes say.
 *
 * <p>The short form pauses one for some seconds and kills one. {@code -Pnodes} makes the pauses longer and does the rest.
 */
@TestMethodOrder(OrderAnnotation.class)
@Isolated("what is held up goes on within seconds")
class NodeFaultsTest {

    private static final String IN_LONG = "holdfast.test.long";
    private static final boolean LONG = Boolean.getBoolean(IN_LONG);
    private static final Duration FAULT = Duration.ofSeconds(LONG ? 20 : 5);
    /** A few seconds; as much again in the build of everything, on a machine that does much else. */
    private static final Duration HELD_UP = Duration.ofSeconds(LONG ? 5 : 10);

    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(LONG ? 5 : 10);
    private static final Duration MOVED = Duration.ofSeconds(LONG ? 10 : 30);
    /** Long enough for whoever doubles his pauses to sleep when it is over. */
    private static final Duration OUTAGE = Duration.ofSeconds(45);

    /** Nothing in it waits for longer than the service lets a command wait. */
    private static final Duration ANSWERED = Duration.ofSeconds(35);

    private static final int ANSWERS = LONG ? 200 : 30;

    @TempDir
    static Path folder;

    private static NodeProcesses nodes;

    private Instant usableSince = Instant.EPOCH;
    private String name = "";
    private ShoppingDay day;
    private PersistentCustomers customers;

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @EnabledIfSystemProperty(named = IN_LONG, matches = "true")
    private @interface InTheLongForm {}

    @BeforeAll
    static void start() throws Exception {
        nodes = new NodeProcesses(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (nodes != null) {
            nodes.close();
        }
    }

    @BeforeEach
    void letThemShop(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        nodes.startMissing();
        day = new ShoppingDay(nodes, ANSWERS);
        customers = day.customers();
    }

    @AfterEach
    void close() {
        day.close();
    }

    private void reckon() throws Exception {
        day.reckon(AFTER_DEADLINE, usableSince);
    }

    @Test
    @Order(1)
    void a_node_that_is_paused_in_the_middle_of_an_append_holds_nobody_up_and_does_no_harm_later() throws Exception {
        customers.avoid(1);
        Instant paused = nodes.pauseInTheMiddleOfAnAppend(1);
        try {
            nodes.awaitProcessorsOn(node -> node != 1);
            AtOnce.at(paused.plus(FAULT));
        } finally {
            nodes.process(1).signal("CONT");
        }
        customers.avoid(-1);
        reckon();

        assertOthersWereServed(1, paused, paused.plus(FAULT), HELD_UP);
    }

    @Test
    @Order(2)
    @InTheLongForm
    void a_paused_node_gives_up_its_processes() throws Exception {
        int node = nodes.nodeOf("reservation");
        customers.avoid(node);
        Instant paused = Instant.now();
        nodes.process(node).signal("STOP");
        Duration moved;
        try {
            moved = nodes.awaitProcessorsOn(other -> other != node);
            AtOnce.at(paused.plus(FAULT));
        } finally {
            nodes.process(node).signal("CONT");
        }
        customers.avoid(-1);
        reckon();

        assertMoved(moved);
        assertOthersWereServed(node, paused, paused.plus(FAULT), HELD_UP);
    }

    @Test
    @Order(3)
    @InTheLongForm
    void a_node_that_is_cut_off_from_the_server_says_so_and_the_others_go_on() throws Exception {
        Instant cut = Instant.now();
        nodes.wire(2).cut();
        awaitNotReady(2);
        AtOnce.at(cut.plus(FAULT));
        nodes.wire(2).mend();
        awaitReady(2);
        reckon();

        assertOthersWereServed(2, cut, cut.plus(FAULT), HELD_UP);
        assertAnsweredWithin(2, cut, cut.plus(FAULT), HELD_UP.plusSeconds(5));
    }

    @Test
    @Order(4)
    @InTheLongForm
    void a_node_that_hears_nothing_of_the_server_any_more_is_as_one_that_is_cut_off() throws Exception {
        Instant silent = Instant.now();
        customers.avoid(0);
        nodes.wire(0).fallSilent();
        awaitNotReady(0);
        nodes.awaitProcessorsOn(node -> node != 0);
        AtOnce.at(silent.plus(FAULT));
        nodes.wire(0).mend();
        awaitReady(0);
        customers.avoid(-1);
        reckon();

        assertOthersWereServed(0, silent, silent.plus(FAULT), HELD_UP);
        assertAnsweredWithin(0, silent, silent.plus(FAULT), ANSWERED);
    }

    @Test
    @Order(5)
    @InTheLongForm
    void nothing_has_to_be_restarted_when_the_server_crashes_and_comes_back() throws Exception {
        Instant crashed = Instant.now();
        nodes.postgres().crash();
        for (int node = 0; node < NodeProcesses.COUNT; node++) {
            awaitNotReady(node);
        }
        AtOnce.at(crashed.plus(OUTAGE));
        nodes.postgres().start();
        for (int node = 0; node < NodeProcesses.COUNT; node++) {
            awaitReady(node);
        }
        usableSince = Instant.now();
        Duration moved = nodes.awaitProcessorsOn(_ -> true);
        reckon();

        assertMoved(moved);
    }

    @Test
    @Order(6)
    @InTheLongForm
    void a_rolling_restart_turns_callers_away_only_with_a_word_of_when_to_ask_again() throws Exception {
        for (int node = 0; node < NodeProcesses.COUNT; node++) {
            nodes.restart(node);
            day.awaitAnswers();
        }
        reckon();

        day.assertNobodyWasLeftAlone();
    }

    @Test
    @Order(7)
    void a_killed_node_takes_nothing_with_it() throws Exception {
        int node = nodes.nodeOf("reservation");
        Instant killed = Instant.now();
        nodes.kill(node);
        Duration moved = nodes.awaitProcessorsOn(nodes::isRunning);
        AtOnce.at(killed.plus(FAULT));
        reckon();

        assertOthersWereServed(node, killed, killed.plus(FAULT), HELD_UP);
        assertMoved(moved);
    }

    private void assertMoved(Duration moved) {
        print("processes and read models run elsewhere after", Stream.of(moved));
        assertThat(moved).isLessThan(MOVED);
    }

    private static void awaitNotReady(int node) {
        awaitReadiness(node, 503);
    }

    private static void awaitReady(int node) {
        awaitReadiness(node, 200);
    }

    private static void awaitReadiness(int node, int status) {
        await().atMost(Duration.ofSeconds(LONG ? 15 : 30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> nodes.process(node)
                                .shop()
                                .send(ShopRequest.get("/actuator/health/readiness"))
                                .status()
                        == status);
    }

    /** Those that were under way at some time between; they may have begun a moment before. */
    private Stream<Attempt> attempts(Instant from, Instant to) {
        return customers.attempts().stream()
                .filter(attempt -> attempt.begun().isBefore(to)
                        && attempt.begun().plus(attempt.took()).isAfter(from));
    }

    private void assertOthersWereServed(int fault, Instant from, Instant to, Duration within) {
        List<Attempt> others =
                attempts(from, to).filter(attempt -> attempt.node() != fault).toList();
        assertThat(others)
                .isNotEmpty()
                .allSatisfy(
                        attempt -> assertThat(attempt.took()).as("%s", attempt).isLessThan(within));
        print("the longest that another node took", others.stream().map(Attempt::took));
        assertThat(others.stream().filter(attempt -> attempt.outcome().startsWith("2")))
                .as("answered by another one meanwhile")
                .isNotEmpty();
    }

    /** For the page that tells operators what to expect. */
    private void print(String what, Stream<Duration> took) {
        System.out.printf(
                "%s: %s: %s%n", name, what, took.max(Comparator.naturalOrder()).orElseThrow());
    }

    private void assertAnsweredWithin(int node, Instant from, Instant to, Duration within) {
        List<Attempt> there =
                attempts(from, to).filter(attempt -> attempt.node() == node).toList();
        assertThat(there)
                .isNotEmpty()
                .allSatisfy(
                        attempt -> assertThat(attempt.took()).as("%s", attempt).isLessThan(within));
        print("the longest that the node itself took", there.stream().map(Attempt::took));
    }
}
