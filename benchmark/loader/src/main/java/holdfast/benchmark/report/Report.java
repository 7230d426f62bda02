package holdfast.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the results as Markdown, as a chart and as raw figures. */
public record Report(Machine machine, String settings, List<Result> results, List<ServiceFacts> services) {

    /** Answers the Markdown file. */
    public Path write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".csv"), RawFigures.csv(results));
        Files.writeString(folder.resolve(name + ".svg"), new Chart(results).svg());
        Path markdown = folder.resolve(name + ".md");
        Files.writeString(markdown, new Markdown(this, name).text());
        return markdown;
    }
}
