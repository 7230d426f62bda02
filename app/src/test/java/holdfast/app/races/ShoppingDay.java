package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.PersistentCustomers.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Customers who shop at all nodes while something happens to these, and what is owed to them at its end. */
final class ShoppingDay implements AutoCloseable {

    private static final int CUSTOMERS = 6;

    private final NodeProcesses nodes;
    private final int enough;
    private final Map<String, Integer> received = new LinkedHashMap<>();
    private final PersistentCustomers customers;

    /** {@code enough} answers are waited for before something is to happen, and after it. */
    ShoppingDay(NodeProcesses nodes, int enough) {
        this.nodes = nodes;
        this.enough = enough;
        for (int pieces : new int[] {10_000, 10_000, 60}) {
            received.put(nodes.shop().stock("node", "" + pieces), pieces);
        }
        customers = new PersistentCustomers(nodes, List.copyOf(received.keySet()), CUSTOMERS);
        awaitAnswers();
    }

    PersistentCustomers customers() {
        return customers;
    }

    /** The same number of answers whatever the machine does besides. */
    void awaitAnswers() {
        int wanted = customers.answers().size() + enough;
        await().atMost(Duration.ofSeconds(90)).until(() -> customers.answers().size() >= wanted);
    }

    /**
     * Sends the customers home and holds every answer against what the nodes say.
     *
     * @param afterDeadline how late an order may expire
     * @param usableSince when the service could be used again, if it could not be
     */
    void reckon(Duration afterDeadline, Instant usableSince) throws Exception {
        awaitAnswers();
        customers.goHome();
        Reckoning reckoning = new Reckoning(nodes.shop(), customers.answers());
        reckoning.eachAnswerStands();
        reckoning.eachOrderIsAsAcknowledged(afterDeadline, usableSince);
        received.forEach(reckoning::stockIsWhatWasAcknowledged);
        reckoning.readModelsAreEqualToTheEvents();
        assertRefusalsSayWhen();
        print();
    }

    /** Whatever a node cannot do now it says with 503 and when to ask again, never otherwise. */
    private void assertRefusalsSayWhen() {
        assertThat(customers.attempts().stream().map(Attempt::outcome))
                .allSatisfy(outcome -> assertThat(outcome).doesNotMatch("5(?!03).*"));
        assertThat(customers.attempts().stream()
                        .filter(attempt -> attempt.outcome().startsWith("503")))
                .allSatisfy(attempt ->
                        assertThat(attempt.retryAfter()).as("%s", attempt).isTrue());
    }

    /** For the page that tells operators what to expect. */
    private void print() {
        Map<String, Long> outcomes = customers.attempts().stream()
                .map(Attempt::outcome)
                .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()));
        System.out.println(outcomes);
    }

    /** Nobody was left without an answer, but by a node that did not take the connection. */
    void assertNobodyWasLeftAlone() {
        assertThat(customers.attempts())
                .extracting(Attempt::outcome)
                .allSatisfy(outcome -> assertThat(outcome).matches("[24]\\d\\d.*|503 .*|.*ConnectException.*"));
    }

    @Override
    public void close() {
        customers.close();
    }
}
