package holdfast.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A response that was read to its end. */
public final class Reply {

    private static final int SERVER_ERROR = 500;

    private final int status;
    private final byte[] body;

    Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The body itself, not a copy. */
    byte[] body() {
        return body;
    }

    boolean leavesOutcomeOpen() {
        return status >= SERVER_ERROR;
    }

    /** Looks for plain ASCII text without decoding the body: the loader shares the cores with the service. */
    boolean contains(byte[] text) {
        for (int start = 0; start <= body.length - text.length; start++) {
            if (matches(text, start)) {
                return true;
            }
        }
        return false;
    }

    public String text() {
        return new String(body, UTF_8);
    }

    private boolean matches(byte[] text, int start) {
        for (int i = 0; i < text.length; i++) {
            if (body[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
