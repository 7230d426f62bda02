/** The demo cannot go on, and a person can do something about it. */
final class CannotPlay extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotPlay(String message) {
        super(message, null, false, false);
    }
}
