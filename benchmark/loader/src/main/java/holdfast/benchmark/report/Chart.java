package holdfast.benchmark.report;

import com.google.errorprone.annotations.FormatMethod;
import holdfast.benchmark.load.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Bars of requests per second: a panel for each workload, a pair of bars for each number of clients. */
final class Chart {

    private static final int PANEL_WIDTH = 300;
    private static final int PANEL_GAP = 24;
    private static final int MARGIN = 20;
    private static final int TOP = 76;
    private static final int PLOT_HEIGHT = 200;
    private static final int BOTTOM = 48;
    private static final int BAR_GAP = 2;
    private static final double GROUP_FILL = 0.8;
    private static final List<String> COLOURS = List.of("#1f6f54", "#c9ced6");

    private final Grid grid;
    private final StringBuilder svg = new StringBuilder();

    Chart(List<Result> results) {
        this.grid = new Grid(results);
    }

    String svg() {
        int panels = grid.workloads().size();
        int width = 2 * MARGIN + panels * PANEL_WIDTH + (panels - 1) * PANEL_GAP;
        int height = TOP + PLOT_HEIGHT + BOTTOM;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#24292f\" role=\"img\">",
                width, height, width, height);
        add("<title>Requests per second by workload and number of clients</title>");
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        heading();
        for (int i = 0; i < panels; i++) {
            panel(grid.workloads().get(i), MARGIN + i * (PANEL_WIDTH + PANEL_GAP));
        }
        add("</svg>");
        return svg.toString();
    }

    private void heading() {
        text(
                MARGIN,
                24,
                "start",
                "Answered requests per second (more is better)",
                "font-size=\"15\" font-weight=\"600\"");
        int x = MARGIN;
        for (int i = 0; i < grid.services().size(); i++) {
            add("<rect x=\"%d\" y=\"36\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, COLOURS.get(i));
            text(x + 18, 46, "start", grid.services().get(i), "");
            x += 100;
        }
    }

    private void panel(Workload workload, int left) {
        double top = grid.services().stream()
                .flatMap(service ->
                        grid.clients().stream().flatMap(clients -> grid.find(service, workload, clients).stream()))
                .mapToDouble(Figures::perSecond)
                .max()
                .orElse(1);
        text(left, TOP - 8, "start", workload.name(), "font-weight=\"600\"");
        double groupWidth = (double) PANEL_WIDTH / grid.clients().size();
        for (int i = 0; i < grid.clients().size(); i++) {
            group(workload, grid.clients().get(i), left + i * groupWidth, groupWidth, top);
        }
        int base = TOP + PLOT_HEIGHT;
        add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#57606a\"/>", left, base, left + PANEL_WIDTH, base);
    }

    private void group(Workload workload, int clients, double left, double width, double top) {
        int services = grid.services().size();
        double barWidth = width * GROUP_FILL / services - BAR_GAP;
        double x = left + width * (1 - GROUP_FILL) / 2;
        for (int i = 0; i < services; i++) {
            Optional<Figures> figures = grid.find(grid.services().get(i), workload, clients);
            if (figures.isPresent()) {
                bar(x, barWidth, figures.get().perSecond(), top, COLOURS.get(i));
            }
            x += barWidth + BAR_GAP;
        }
        String label = clients == 1 ? "1 client" : clients + " clients";
        text(left + width / 2, TOP + PLOT_HEIGHT + 18, "middle", label, "");
    }

    private void bar(double x, double width, double value, double top, String colour) {
        // The figure above the highest bar stays within its panel.
        double height = top == 0 ? 0 : (PLOT_HEIGHT - 16) * value / top;
        double y = TOP + PLOT_HEIGHT - height;
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, width, height, colour);
        text(x + width / 2, y - 4, "middle", String.format(Locale.ROOT, "%,.0f", value), "font-size=\"10\"");
    }

    private void text(double x, double y, String anchor, String text, String attributes) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, attributes, text);
    }

    @FormatMethod
    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
