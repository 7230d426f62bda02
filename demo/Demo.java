import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays scenes of a shop against a running service, and says of each what was expected and what happened. */
final class Demo {

    static final Map<String, Scene> SCENES = scenes();

    private Demo() {}

    private static Map<String, Scene> scenes() {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        for (Scene scene : List.of(
                new Rush(), new DoublePayment(), new PaymentDeadline(), new CrashAndRestart(), new BusyDay())) {
            scenes.put(scene.name(), scene);
        }
        return scenes;
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments));
    }

    /** 0 when all went as expected, 1 when not, 2 when it could not be played. */
    private static int run(String[] arguments) throws Exception {
        try {
            Options options = Options.of(arguments);
            if (options.help()) {
                System.out.println(Options.usage());
                return 0;
            }
            return play(options);
        } catch (CannotPlay e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private static int play(Options options) throws Exception {
        Report report = new Report();
        for (String name : options.scenes()) {
            Scene scene = SCENES.get(name);
            report.begin(scene);
            scene.play(options, report);
            report.end();
        }
        return report.summary() ? 0 : 1;
    }
}
