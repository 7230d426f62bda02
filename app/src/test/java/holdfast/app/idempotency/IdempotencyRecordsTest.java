package holdfast.app.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.BesideOthers;
import holdfast.app.store.PostgresForTests;
import java.nio.file.Path;
import java.time.Clock;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What two nodes of one store know of a key whose first answer was a refusal that is not kept. */
@BesideOthers
class IdempotencyRecordsTest {

    private static final String KEY = "0a".repeat(32);
    private static final String REQUEST = "0b".repeat(32);
    private static final Answer ASKED_FOR = new Answer.OfAmendment(200, "amendment:1");
    private static final Answer ASKED_FOR_AGAIN = new Answer.OfAmendment(200, "amendment:2");
    private static final Answer CHANGED = Answer.OfOrder.pending(200, "o-1");

    @TempDir
    static Path folder;

    private static PostgresForTests postgres;
    private static JdbcClient jdbc;

    private final IdempotencyRecords node = records();
    private final IdempotencyRecords other = records();

    @BeforeAll
    static void start() {
        postgres = PostgresForTests.start(folder.resolve("server"), 10);
        jdbc = JdbcClient.create(new DriverManagerDataSource(postgres.url("postgres")));
        jdbc.sql("""
                create table idempotency_record (scope_hash bytea primary key, request_hash bytea, answer jsonb,
                    recorded_at timestamptz)""").update();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void forget() {
        jdbc.sql("delete from idempotency_record").update();
    }

    private static IdempotencyRecords records() {
        return new IdempotencyRecords(
                jdbc, Clock.systemUTC(), new StaticListableBeanFactory().getBeanProvider(AnswerLog.class));
    }

    private static void answer(IdempotencyRecords records, Answer answer) {
        UnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("a command"));
        records.insert(new Claim(KEY, REQUEST, answer), answer, work);
        work.commit();
    }

    @Test
    void a_node_does_not_hold_on_to_an_answer_that_another_one_let_go_of() {
        answer(node, ASKED_FOR);

        other.delete(KEY, ASKED_FOR);

        assertThat(node.find(KEY)).isEmpty();
        answer(other, CHANGED);
        assertThat(node.find(KEY))
                .hasValueSatisfying(known -> assertThat(known.answer()).isEqualTo(CHANGED));
    }

    @Test
    void a_late_node_does_not_let_go_of_the_answer_of_the_corrected_request() {
        answer(node, ASKED_FOR);
        other.delete(KEY, ASKED_FOR);
        answer(other, ASKED_FOR_AGAIN);

        node.delete(KEY, ASKED_FOR);

        assertThat(node.find(KEY))
                .hasValueSatisfying(known -> assertThat(known.answer()).isEqualTo(ASKED_FOR_AGAIN));
    }

    @Test
    void an_answer_that_stays_is_remembered() {
        answer(node, CHANGED);
        jdbc.sql("delete from idempotency_record").update();

        assertThat(node.find(KEY)).isPresent();
    }
}
