import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was asked for on the command line.
 *
 * @param rate orders per second of a busy day
 * @param jar the service that the crash scene starts
 * @param stay seconds that it lives on, to be looked at
 */
record Options(boolean help, List<String> scenes, URI url, Path keyFile, int orders, int rate, Path jar, int stay) {

    static Options of(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Options options = new Options(
                false,
                List.of(),
                URI.create(environment.getOrDefault("HOLDFAST_URL", "http://127.0.0.1:8080")),
                Path.of(environment.getOrDefault("HOLDFAST_DATA_DIR", "data"), "admin.key"),
                3000,
                40,
                Path.of("app", "target"),
                0);
        for (int i = 0; i < arguments.length; i++) {
            boolean takesValue = arguments[i].startsWith("--") && !arguments[i].equals("--help");
            if (takesValue && i + 1 == arguments.length) {
                throw new CannotPlay(arguments[i] + " needs a value\n\n" + usage());
            }
            options = takesValue ? options.with(arguments[i], arguments[++i]) : options.with(arguments[i]);
        }
        return options.scenes.isEmpty() ? options.helping() : options;
    }

    static String usage() {
        StringBuilder usage = new StringBuilder("""
                bin/demo [options] SCENE...

                Plays scenes against a running service:

                """);
        Demo.SCENES.values().forEach(scene -> usage.append("  %-17s %s%n".formatted(scene.name(), scene.tells())));
        return usage + """
                  all               each of them in turn

                  --url URL         of the service; http://127.0.0.1:8080 or HOLDFAST_URL
                  --key-file FILE   with the admin key; data/admin.key, or in HOLDFAST_DATA_DIR
                  --orders NUMBER   of a busy day; 3000
                  --rate NUMBER     of orders per second of a busy day; 40
                  --jar FILE        the service that the crash scene starts; the one that was built
                  --stay SECONDS    that this service lives on, to be looked at
                """;
    }

    private Options with(String word) {
        if (word.equals("--help") || word.equals("help")) {
            return helping();
        }
        if (word.equals("all")) {
            return withScenes(Demo.SCENES.keySet().stream().toList());
        }
        if (!Demo.SCENES.containsKey(word)) {
            throw new CannotPlay("There is no scene " + word + "\n\n" + usage());
        }
        return withScenes(List.of(word));
    }

    private Options helping() {
        return new Options(true, scenes, url, keyFile, orders, rate, jar, stay);
    }

    private Options withScenes(List<String> more) {
        List<String> all = new ArrayList<>(scenes);
        all.addAll(more);
        return new Options(help, List.copyOf(all), url, keyFile, orders, rate, jar, stay);
    }

    private Options with(String option, String value) {
        return switch (option) {
            case "--url" -> new Options(help, scenes, URI.create(value), keyFile, orders, rate, jar, stay);
            case "--key-file" -> new Options(help, scenes, url, Path.of(value), orders, rate, jar, stay);
            case "--orders" -> new Options(help, scenes, url, keyFile, number(option, value), rate, jar, stay);
            case "--rate" -> new Options(help, scenes, url, keyFile, orders, number(option, value), jar, stay);
            case "--jar" -> new Options(help, scenes, url, keyFile, orders, rate, Path.of(value), stay);
            case "--stay" -> new Options(help, scenes, url, keyFile, orders, rate, jar, number(option, value));
            default -> throw new CannotPlay("There is no option " + option + "\n\n" + usage());
        };
    }

    private static int number(String option, String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new CannotPlay(option + " needs a number from 1 to 999999");
        }
        return Integer.parseInt(value);
    }

    /** The service that runs already. */
    Shop shop() {
        try {
            return new Shop(url, Files.readString(keyFile).strip()).reachable();
        } catch (IOException e) {
            throw new CannotPlay("The key cannot be read from " + keyFile
                    + ": start the service first, or name its file with --key-file");
        }
    }

    /** The runnable jar. */
    Path service() throws IOException {
        if (!Files.isDirectory(jar)) {
            return jar;
        }
        try (var files = Files.list(jar)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new CannotPlay("There is no jar in " + jar + ": mvn -DskipTests package"));
        }
    }
}
