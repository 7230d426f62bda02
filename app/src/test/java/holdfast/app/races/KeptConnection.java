package holdfast.app.races;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that a till keeps, to ask on it again and again by HTTP/1.1. */
final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final String request;
    private final Socket socket;
    private final BufferedReader answers;

    private KeptConnection(URI service, String key) throws IOException {
        request = """
                HEAD /v1/orders?limit=1 HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                \r
                """.formatted(service.getAuthority(), key);
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    static KeptConnection open(URI service, String key) {
        try {
            return new KeptConnection(service, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nobody is let in any more. */
    static boolean isRefused(URI service) throws IOException {
        try (Socket another = new Socket(service.getHost(), service.getPort())) {
            return !another.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    /** The status line and headers of the answer; empty when the connection is cut instead. */
    List<String> ask() {
        List<String> head = new ArrayList<>();
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            for (String line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
                head.add(line);
            }
            return head;
        } catch (IOException cut) {
            return List.of();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
