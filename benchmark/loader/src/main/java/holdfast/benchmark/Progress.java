package holdfast.benchmark;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** Tells whoever watches how far it is. */
final class Progress {

    private Progress() {}

    @FormatMethod
    static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
