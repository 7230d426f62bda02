package holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import holdfast.inventory.StockCommand;
import holdfast.inventory.StockDefinitionCommand;
import holdfast.inventory.cart.CartCommand;
import holdfast.order.OrderCommand;
import holdfast.order.amendment.AmendmentCommand;
import holdfast.order.session.SessionCommand;
import holdfast.order.tab.AssignmentCommand;
import holdfast.order.tab.TabCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command that an aggregate knows has a column in the state tables, whose cells are tried by tests of the domains. */
class StateTablesTest {

    private static final Path FOLDER = Path.of("..", "docs", "architecture");
    private static final Set<Class<?>> COMMANDS = Set.of(
            OrderCommand.class,
            AmendmentCommand.class,
            SessionCommand.class,
            TabCommand.class,
            AssignmentCommand.class,
            StockCommand.class,
            StockDefinitionCommand.class,
            CartCommand.class);

    /** The commands that head a column: what comes after a comma or a number says how they are given. */
    private static Set<String> columns() throws IOException {
        Stream.Builder<String> headings = Stream.builder();
        try (Stream<Path> documents = Files.list(FOLDER)) {
            for (Path document : documents.toList()) {
                String before = "";
                for (String line : Files.readAllLines(document)) {
                    if (line.startsWith("|---")) {
                        Arrays.stream(before.split("\\|"))
                                .map(cell -> cell.replace("`", "").strip().split("[ ,]", 2)[0])
                                .forEach(headings::add);
                    }
                    before = line;
                }
            }
        }
        return headings.build().collect(Collectors.toSet());
    }

    @Test
    void have_all_commands() throws IOException {
        assertThat(columns())
                .containsAll(COMMANDS.stream()
                        .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void are_of_all_aggregates() {
        Set<String> aggregates = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("holdfast").stream()
                        .filter(type -> type.isAnnotatedWith(AggregateRoot.class))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());

        assertThat(COMMANDS.stream().map(Class::getPackageName).collect(Collectors.toSet()))
                .isEqualTo(aggregates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DefineStock", "TakeOverHold", "TakeOverCart", "AssignTab"})
    void are_read_by_name(String command) throws IOException {
        assertThat(columns()).contains(command);
    }
}
