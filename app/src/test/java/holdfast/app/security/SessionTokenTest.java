package holdfast.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionTokenTest {

    @Test
    void each_is_another_and_is_read_back() {
        SessionToken token = SessionToken.random();

        assertThat(token.secret()).isNotEqualTo(SessionToken.random().secret());
        assertThat(SessionToken.parse(token.secret()).orElseThrow().hash()).isEqualTo(token.hash());
    }

    @Test
    void what_cannot_be_one_is_none() {
        assertThat(SessionToken.parse("")).isEmpty();
        assertThat(SessionToken.parse("' or 1=1 --")).isEmpty();
    }

    @Test
    void it_does_not_print_itself() {
        SessionToken token = SessionToken.random();

        assertThat(token).hasToString("…");
    }
}
