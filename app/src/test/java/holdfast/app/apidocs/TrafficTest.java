package holdfast.app.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The last test of a run: all that the tests before it said to services, and got for it, is as documented. */
@Order(Integer.MAX_VALUE)
@Isolated("even those that run beside others have said all then")
class TrafficTest {

    @Test
    void is_as_documented() {
        // The same mistake is made many times: told once, with one exchange that shows it.
        Set<String> seen = new TreeSet<>();
        assertThat(Traffic.wrong().stream()
                        .filter(error -> seen.add(withoutExchange(error)))
                        .collect(Collectors.joining("\n\n")))
                .isEmpty();
    }

    private static String withoutExchange(String error) {
        return error.lines().limit(Math.max(1, error.lines().count() - 1)).collect(Collectors.joining("\n"));
    }
}
