package holdfast.app.tabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import holdfast.app.commandbus.Commands;
import holdfast.app.orders.OrderStreams;
import holdfast.app.process.EventProcesses;
import holdfast.app.store.PreparedFolder;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderLine;
import holdfast.order.session.SessionCommand;
import holdfast.order.session.SessionCommand.AssignTab;
import holdfast.order.session.SessionCommand.OpenSession;
import holdfast.order.session.SessionCommand.ReplaceItems;
import holdfast.order.session.SessionEvent;
import holdfast.order.session.SessionItem;
import holdfast.order.session.SessionState;
import holdfast.order.session.UserId;
import holdfast.order.tab.AssignmentState;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the whole service: an assignment that cannot be handled, while those of other tabs can. */
@BesideOthers
class ParkedTabsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

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

    /** Opens a session with one item and assigns it; answers the name of the move. */
    private static String assign(String user, String sku, String tab) {
        UserId id = new UserId(user);
        send(new OpenSession(id, "session-of-" + user, null, NOW));
        List<SessionItem> items = List.of(new SessionItem(sku, "main", BigDecimal.ONE, BigDecimal.ONE));
        send(new ReplaceItems(id, items, "EUR", null, NOW));
        SessionState assigned = send(new AssignTab(id, tab, "EUR", null, NOW));
        return SessionEvent.assignmentOf(assigned.sessionId());
    }

    private static SessionState send(SessionCommand command) {
        return (SessionState) Objects.requireNonNull(bean(Commands.class).resultOf(command, MetaData.emptyInstance()));
    }

    private static AssignmentState assignment(String assignmentId) {
        return bean(TabStreams.class).assignment(assignmentId);
    }

    private static List<String> parked() {
        return bean(JdbcClient.class)
                .sql("select sequence || ' ' || payload_type from dead_letter where process = 'tabs' order by id")
                .query(String.class)
                .list();
    }

    private static double gauge() {
        return bean(MeterRegistry.class)
                .get("holdfast.parked.orders")
                .tag("process", TabBatches.PROCESSING_GROUP)
                .gauge()
                .value();
    }

    @Test
    void waits_with_all_of_its_tab_behind_it_until_the_cause_is_gone() {
        AtomicInteger met = new AtomicInteger();
        Registration trouble = bean(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof AddLines add
                    && add.lines().getFirst().sku().equals("trouble")) {
                met.incrementAndGet();
                throw new IllegalStateException("Trouble, for a test");
            }
            return chain.proceed();
        });
        String first;
        String second;
        try {
            first = assign("anna", "trouble", "stuck");
            await().untilAsserted(
                            () -> assertThat(parked()).containsExactly("stuck SessionAssigned", "stuck OrderDrafted"));
            assertThat(met).as("attempts").hasValue(3);

            second = assign("ben", "bread", "stuck");
            String other = assign("carl", "bread", "fine");
            await().until(() -> assignment(other).hasArrived());
            await().untilAsserted(() -> assertThat(parked())
                    .containsExactly("stuck SessionAssigned", "stuck OrderDrafted", "stuck SessionAssigned"));
            bean(EventProcesses.class).retryAll();
            assertThat(parked()).hasSize(3);
            assertThat(gauge()).isEqualTo(1);
        } finally {
            trouble.close();
        }

        bean(EventProcesses.class).retryAll();

        assertThat(parked()).isEmpty();
        assertThat(gauge()).isZero();
        assertThat(assignment(first).hasArrived()).isTrue();
        assertThat(assignment(second).orderId()).isEqualTo(assignment(first).orderId());
        assertThat(bean(OrderStreams.class)
                        .order(Objects.requireNonNull(assignment(first).orderId()))
                        .lines()
                        .all())
                .extracting(OrderLine::sku)
                .containsExactly("trouble", "bread");
    }
}
