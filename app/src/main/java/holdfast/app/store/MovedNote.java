package holdfast.app.store;

import java.time.Clock;
import java.util.Optional;

/** Says that the data in a folder lives elsewhere by now: who used it again would part from that for good. */
final class MovedNote {

    static final String FILE = "moved-to-server.txt";

    private MovedNote() {}

    static String text(String url) {
        return "Moved to %s at %s".formatted(url, Clock.systemUTC().instant());
    }

    static void requireNone(DataDirectory directory) {
        Optional<String> note = directory.read(FILE);
        if (note.isPresent()) {
            throw new StoreStartException(
                    "The data in %s is not to be used any more. %s.".formatted(directory, note.get()),
                    "Start with holdfast.mode=postgres. To go back to the state before the move, and lose what came "
                            + "after it, remove the file %s.".formatted(FILE));
        }
    }
}
