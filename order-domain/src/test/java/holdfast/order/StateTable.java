package holdfast.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandResultMessage;

/** The tables of {@code docs/architecture/order-states.md} and its neighbours, as they are written there. */
public final class StateTable {

    private static final Path FOLDER = Path.of("..", "docs", "architecture");
    private static final Path DOCUMENT = FOLDER.resolve("order-states.md");

    /** What the document says happens in a situation on a command: names of events or of a refusal, or a dash. */
    public record Cell(String situation, String command, String content) {}

    private StateTable() {}

    public static List<String> lines() throws IOException {
        return Files.readAllLines(DOCUMENT);
    }

    /** The cells of all tables whose first column has this heading. */
    public static List<Cell> cells(String heading) throws IOException {
        return cells(lines(), heading);
    }

    /** The same of another document in that folder. */
    public static List<Cell> cells(String document, String heading) throws IOException {
        return cells(Files.readAllLines(FOLDER.resolve(document)), heading);
    }

    private static List<Cell> cells(List<String> lines, String heading) {
        List<Cell> cells = new ArrayList<>();
        List<String> commands = List.of();
        for (String line : lines) {
            List<String> row = row(line);
            if (row.isEmpty()) {
                commands = List.of();
            } else if (row.getFirst().equals(heading)) {
                commands = row;
            } else if (!commands.isEmpty() && !line.startsWith("|--")) {
                for (int column = 1; column < commands.size(); column++) {
                    cells.add(new Cell(row.getFirst(), commands.get(column), row.get(column)));
                }
            }
        }
        return cells;
    }

    private static List<String> row(String line) {
        return line.startsWith("|")
                ? Stream.of(line.substring(1).split("\\|"))
                        .map(cell -> cell.replace("`", "").strip())
                        .toList()
                : List.of();
    }

    /** What happened, in the words of the document. */
    public static String outcome(CommandResultMessage<?> result, List<?> events) {
        if (result.isExceptional()) {
            return result.exceptionResult().getClass().getSimpleName();
        }
        return events.isEmpty()
                ? "–"
                : events.stream().map(event -> event.getClass().getSimpleName()).collect(Collectors.joining(", "));
    }
}
