package holdfast.app.dashboard;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows a SKU: what is where, who holds it, and how it came to be so. */
@Controller
class StockPage extends PageController {

    private static final int CHANGES_DRAWN = 400;
    private static final int CHANGES_LISTED = 30;
    private static final int HOLDS_LISTED = 20;

    private final StockTrail trail;
    private final Clock clock;

    StockPage(StockTrail trail, Clock clock) {
        super(clock);
        this.trail = trail;
        this.clock = clock;
    }

    @GetMapping("/stock/{sku}")
    String show(
            @PathVariable @Identifier String sku,
            @RequestParam(required = false) @Identifier @Nullable String location,
            Model model) {
        StockTrail.Definition definition = trail.definition(sku)
                .orElseThrow(() -> ProblemType.NOT_FOUND
                        .because("There is no SKU " + sku + ".")
                        .exception());
        // First, so that what is shown is at least as new.
        model.addAttribute("version", trail.version(sku));
        Instant now = clock.instant();
        List<StockTrail.Level> levels = trail.levels(definition, now);
        List<StockTrail.Hold> holds = trail.holds(sku, now, HOLDS_LISTED + 1);
        model.addAttribute("item", definition);
        model.addAttribute("levels", levels);
        model.addAttribute("holds", holds.stream().limit(HOLDS_LISTED).toList());
        model.addAttribute("moreHolds", holds.size() > HOLDS_LISTED);
        model.addAttribute("now", now);
        addHistory(shown(levels, location), definition, now, model);
        return "stock";
    }

    private static StockTrail.@Nullable Level shown(List<StockTrail.Level> levels, @Nullable String location) {
        return levels.stream()
                .filter(level -> location == null || level.location().equals(location))
                .findFirst()
                .orElse(null);
    }

    private void addHistory(
            StockTrail.@Nullable Level level, StockTrail.Definition definition, Instant now, Model model) {
        List<StockTrail.Change> changes =
                level == null ? List.of() : trail.changes(definition.sku(), level.location(), CHANGES_DRAWN);
        model.addAttribute("location", level == null ? null : level.location());
        model.addAttribute("changes", changes.stream().limit(CHANGES_LISTED).toList());
        model.addAttribute("drawn", changes.size());
        model.addAttribute("chart", level == null || changes.isEmpty() ? null : StockChart.of(changes, level, now));
    }
}
