package holdfast.app.dashboard;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all pages have in common: who looks at them, and a page to say what went wrong. */
abstract class PageController {

    private final Clock clock;

    PageController(Clock clock) {
        this.clock = clock;
    }

    @ModelAttribute
    void addCommon(Model model, @Nullable Principal user) {
        model.addAttribute("words", new Words());
        model.addAttribute("served", clock.millis());
        model.addAttribute("user", user == null ? "" : user.getName());
    }

    @ExceptionHandler
    String sorry(Exception failure, Model model, HttpServletResponse response, @Nullable Principal user) {
        Problem problem = ProblemResponse.problemOf(failure);
        response.setStatus(problem.type().status().value());
        addCommon(model, user);
        model.addAttribute("title", problem.type().title());
        model.addAttribute("detail", problem.detail());
        return "problem";
    }
}
