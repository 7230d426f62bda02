package holdfast.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of the documents in {@code docs/architecture}, as they are written there. */
public final class StateTable {

    private static final Path FOLDER = Path.of("..", "docs", "architecture");

    /** What a document says happens in a situation on a command: names of events or of a refusal, or a dash. */
    public record Cell(String situation, String command, String content) {}

    private StateTable() {}

    /** The cells of all tables of a document whose first column has this heading. */
    public static List<Cell> cells(String document, String heading) throws IOException {
        List<Cell> cells = new ArrayList<>();
        List<String> commands = List.of();
        for (String line : Files.readAllLines(FOLDER.resolve(document))) {
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
                ? Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList()
                : List.of();
    }
}
