package holdfast.app.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One event as clients get it; printed once for all of them. */
final class FeedEvent {

    private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

    private final long position;
    private final String type;
    private final String aggregateType;
    private final String aggregateId;
    private final byte[] json;

    /** {@code json} is one line. */
    FeedEvent(long position, String type, String aggregateType, String aggregateId, byte[] json) {
        this.position = position;
        this.type = type;
        this.aggregateType = aggregateType;
        this.aggregateId = aggregateId;
        this.json = json;
    }

    long position() {
        return position;
    }

    String type() {
        return type;
    }

    String aggregateType() {
        return aggregateType;
    }

    String aggregateId() {
        return aggregateId;
    }

    String json() {
        return new String(json, StandardCharsets.UTF_8);
    }

    int size() {
        return json.length;
    }

    /** As a server-sent event. */
    void writeTo(OutputStream stream) throws IOException {
        stream.write(("id: " + position).getBytes(StandardCharsets.UTF_8));
        stream.write(DATA);
        stream.write(json);
        stream.write(END);
    }
}
