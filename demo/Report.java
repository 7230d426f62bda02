import java.util.ArrayList;
import java.util.List;

/** Shows what goes on, in colours and with a running count only where a person watches a terminal. */
final class Report {

    private static final boolean TERMINAL = System.console() != null && System.console().isTerminal();
    private static final String GREEN = "32";
    private static final String RED = "31;1";
    private static final String BOLD = "1";

    private final List<String> failed = new ArrayList<>();
    private Scene scene;
    private int checks;
    private boolean failing;

    void begin(Scene next) {
        scene = next;
        failing = false;
        System.out.println(painted(BOLD, next.name()) + ": " + next.tells());
    }

    void say(String text) {
        System.out.println(cleared() + "  " + text);
    }

    /** A count that goes up; off a terminal only its end is printed. */
    void progress(String what, int done, int of) {
        if (TERMINAL) {
            System.out.print("\r  " + what + " " + done + " of " + of + (done == of ? "\n" : ""));
            System.out.flush();
        } else if (done == of) {
            System.out.println("  " + what + " " + done + " of " + of);
        }
    }

    void check(String what, Object expected, Object happened) {
        checks++;
        boolean ok = expected.equals(happened);
        failing |= !ok;
        System.out.println(cleared() + "  %s  %s: expected %s, happened %s"
                .formatted(verdict(ok), what, expected, happened));
    }

    void end() {
        if (failing) {
            failed.add(scene.name());
        }
        System.out.println();
    }

    /** Whether all went as expected. */
    boolean summary() {
        String verdict = failed.isEmpty()
                ? "%d checks, all as expected".formatted(checks)
                : "not as expected: " + String.join(", ", failed);
        System.out.println(verdict(failed.isEmpty()) + "  " + verdict);
        return failed.isEmpty();
    }

    private static String cleared() {
        return TERMINAL ? "\r\u001b[K" : "";
    }

    private static String verdict(boolean ok) {
        return ok ? painted(GREEN, "OK    ") : painted(RED, "NOT OK");
    }

    private static String painted(String colour, String text) {
        return TERMINAL ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
