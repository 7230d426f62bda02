package holdfast.app.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Claim;
import holdfast.order.OrderCommand.PayOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels between nodes arrives as it was sent. */
class RoutedJsonTest {

    private final RoutedJson json = RoutedJson.of(RoutedCommands.all());

    private Object arrived(Object sent) {
        return json.deserialize(json.serialize(sent, byte[].class));
    }

    static List<Class<?>> commands() {
        return RoutedCommands.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_arrives_as_it_was_sent(Class<?> command) {
        for (Object sent : List.of(SampleRecords.full(command), SampleRecords.sparse(command))) {
            assertThat(arrived(sent)).isEqualTo(sent);
        }
    }

    @Test
    void all_commands_that_callers_give_are_routed() {
        assertThat(commands()).hasSizeGreaterThan(40).contains(PayOrder.class).doesNotHaveDuplicates();
    }

    static Stream<Object> replies() {
        return Stream.of(RoutedReply.class.getPermittedSubclasses())
                .filter(reply -> reply != RoutedReply.Done.class)
                .map(SampleRecords::full);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_reply_arrives_as_it_was_sent(Object reply) {
        assertThat(arrived(reply)).isEqualTo(reply);
    }

    static Stream<Answer> answers() {
        return Stream.of(Answer.class.getPermittedSubclasses())
                .map(SampleRecords::full)
                .map(Answer.class::cast);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_arrives_as_it_was_sent(Answer answer) {
        assertThat(arrived(new RoutedReply.Done(answer))).isEqualTo(new RoutedReply.Done(answer));
        assertThat(arrived(new Claim("scope", "request", answer))).isEqualTo(new Claim("scope", "request", answer));
    }

    @Test
    void nothing_else_is_read_whatever_the_sender_names_it() {
        SerializedObject<byte[]> other = new SimpleSerializedObject<>(
                "{}".getBytes(StandardCharsets.UTF_8), byte[].class, "java.util.HashMap", null);

        assertThat((Object) json.deserialize(other)).isInstanceOf(UnknownSerializedType.class);
    }
}
