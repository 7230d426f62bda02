package holdfast.app.dashboard;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the dashboard, which brings itself up to date from there on. */
@Controller
class DashboardPage extends PageController {

    private final SharedDrawing drawing;

    DashboardPage(SharedDrawing drawing, Clock clock) {
        super(clock);
        this.drawing = drawing;
    }

    @GetMapping("/")
    String show(Model model) {
        Drawing now = drawing.current();
        model.addAttribute("revision", now.revision());
        for (Panel panel : Panel.values()) {
            model.addAttribute(panel.id(), now.html(panel));
        }
        return "dashboard";
    }
}
