package holdfast.app.races;

import holdfast.app.HoldfastApplication;
import java.nio.file.Path;
import java.util.List;

/** What a process of the service runs, as words of the command line: the classes under test, or a runnable jar. */
record Program(List<String> words) {

    static Program underTest() {
        return new Program(List.of("-cp", System.getProperty("java.class.path"), HoldfastApplication.class.getName()));
    }

    /** Such as that of another version. */
    static Program of(Path jar) {
        return new Program(List.of("-jar", jar.toString()));
    }
}
