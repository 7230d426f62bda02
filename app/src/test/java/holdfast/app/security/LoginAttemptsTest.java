package holdfast.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final LoginAttempts attempts = new LoginAttempts();

    @Test
    void after_ten_wrong_keys_an_address_has_to_wait() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempts.mayTry(HERE)).isTrue();
            attempts.wasWrong(HERE);
        }

        assertThat(attempts.mayTry(HERE)).isFalse();
        assertThat(attempts.mayTry(ELSEWHERE)).isTrue();
    }
}
