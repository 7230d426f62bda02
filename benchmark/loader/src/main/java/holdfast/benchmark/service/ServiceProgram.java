package holdfast.benchmark.service;

import java.nio.file.Path;

/** A service as it was built: its name in the results and its runnable jar. */
public record ServiceProgram(String name, Path jar, boolean hasKeys) {}
