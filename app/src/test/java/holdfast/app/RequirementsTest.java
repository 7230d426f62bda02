package holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/requirements.md} to the code: each row names tests, and these exist. */
class RequirementsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "requirements.md");
    private static final List<Path> TESTS = Stream.of("order-domain", "inventory-domain", "app")
            .map(module -> Path.of("..", module, "src", "test", "java"))
            .toList();

    /** The rows that every shop's incident reports made; more may be added. */
    private static final List<String> ROWS = Stream.of("A:5", "B:6", "C:5", "D:5", "E:6")
            .flatMap(part -> Stream.iterate(1, number -> number + 1)
                    .limit(part.charAt(2) - '0')
                    .map(number -> part.charAt(0) + "" + number))
            .toList();

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)`");

    private record Row(String number, String tests) {

        List<String> names() {
            return TEST.matcher(tests).results().map(found -> found.group(1)).toList();
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| #"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(cells[1].strip(), cells[3].strip()))
                .toList();
    }

    private static Set<String> tests() throws IOException {
        Stream.Builder<String> names = Stream.builder();
        for (Path module : TESTS) {
            try (Stream<Path> files = Files.walk(module)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Test.java"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        return names.build().collect(Collectors.toSet());
    }

    @Test
    void each_requirement_has_its_row() throws IOException {
        assertThat(rows().stream().map(Row::number)).containsAll(ROWS);
    }

    @Test
    void each_row_names_a_test_or_the_benchmark() throws IOException {
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.names().isEmpty() ? row.tests() : "`a test`")
                        .isIn("`a test`", "`benchmark/run`"));
    }

    @Test
    void each_test_exists() throws IOException {
        Set<String> known = tests();

        assertThat(rows().stream().flatMap(row -> row.names().stream()))
                .isNotEmpty()
                .isSubsetOf(known);
        assertThat(TEST.matcher(Files.readString(DOCUMENT)).results().map((MatchResult found) -> found.group(1)))
                .isSubsetOf(known);
    }
}
