package holdfast.app.api;

/** Writes a version as the strong entity tag that {@code If-Match} takes back. */
public final class ETags {

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }
}
