package holdfast.app.dashboard;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the figures of the dashboard to programs. */
@RestController
class DashboardController {

    private final FiguresReader figures;

    DashboardController(FiguresReader figures) {
        this.figures = figures;
    }

    @GetMapping("/v1/dashboard")
    Figures figures() {
        return figures.read();
    }
}
