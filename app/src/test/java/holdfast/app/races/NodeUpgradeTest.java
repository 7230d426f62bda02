package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes of two versions on one server, as there are in a rolling upgrade: {@code -Dholdfast.test.previous} names the
 * runnable jar of the version to come from. Customers shop at all nodes all the time, as in {@link NodeFaultsTest}.
 */
@EnabledIfSystemProperty(
        named = NodeUpgradeTest.PREVIOUS,
        matches = ".+",
        disabledReason = "the jar of a previous version is not named: -D" + NodeUpgradeTest.PREVIOUS + "=/path/to.jar")
class NodeUpgradeTest {

    static final String PREVIOUS = "holdfast.test.previous";

    private static final Path PREVIOUS_JAR = Path.of(System.getProperty(PREVIOUS, ""));
    private static final String MIGRATIONS = "db/migration/";
    private static final int ANSWERS = 200;
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void nobody_loses_anything_while_nodes_are_replaced_one_by_one_by_those_of_this_version() throws Exception {
        replaceOneByOne(Program.of(PREVIOUS_JAR), Program.underTest());
    }

    @Test
    void nobody_loses_anything_on_the_way_back_where_no_migration_lies_between() throws Exception {
        assumeTrue(migrationsOf(PREVIOUS_JAR).equals(migrationsHere()), "this version changes the tables");

        replaceOneByOne(Program.underTest(), Program.of(PREVIOUS_JAR));
    }

    private void replaceOneByOne(Program from, Program to) throws Exception {
        try (NodeProcesses nodes = new NodeProcesses(folder, from, List.of());
                ShoppingDay day = new ShoppingDay(nodes, ANSWERS)) {
            for (int node = 0; node < NodeProcesses.COUNT; node++) {
                nodes.upgrade(node, to);
                day.awaitAnswers();
            }
            day.reckon(AFTER_DEADLINE, Instant.EPOCH);
        }
    }

    private static Set<String> migrationsOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.contains(MIGRATIONS) && name.endsWith(".sql"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> migrationsHere() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", MIGRATIONS))) {
            Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertThat(names).isNotEmpty();
            return names;
        }
    }
}
