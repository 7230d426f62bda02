package holdfast.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lets people in with a key, and out again. */
@Controller
class LoginController {

    private static final String FORM = "login";
    /** A page of this service, never another host. */
    private static final Pattern PAGE = Pattern.compile("/([A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)?");

    private final BrowserSessions sessions;
    private final LoginAttempts attempts;
    private final CsrfTokenRepository forms;

    LoginController(BrowserSessions sessions, LoginAttempts attempts, CsrfTokenRepository forms) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.forms = forms;
    }

    @GetMapping("/login")
    String form(@RequestParam(required = false) @Nullable String to, Model model) {
        model.addAttribute("to", pageOrStart(to));
        return FORM;
    }

    @PostMapping("/login")
    String logIn(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(required = false) @Nullable String to,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        model.addAttribute("to", pageOrStart(to));
        String address = request.getRemoteAddr();
        if (!attempts.mayTry(address)) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("problem", "There were too many wrong keys. Wait a minute and try again.");
            return FORM;
        }
        Optional<SessionToken> opened = ApiKey.parse(key.strip()).flatMap(sessions::open);
        if (opened.isEmpty()) {
            attempts.wasWrong(address);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute("problem", "This key is not known here.");
            return FORM;
        }
        leave(request, response);
        SessionCookie.write(opened.get(), request, response);
        return "redirect:" + pageOrStart(to);
    }

    @PostMapping("/logout")
    String logOut(HttpServletRequest request, HttpServletResponse response) {
        leave(request, response);
        SessionCookie.clear(request, response);
        return "redirect:/login";
    }

    /** Whatever session there was ends, and no form that was shown before is good any more. */
    private void leave(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.read(request).ifPresent(sessions::close);
        forms.saveToken(null, request, response);
    }

    static String pageOrStart(@Nullable String to) {
        return to != null && PAGE.matcher(to).matches() ? to : "/";
    }
}
