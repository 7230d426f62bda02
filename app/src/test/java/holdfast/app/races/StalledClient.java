package holdfast.app.races;

import holdfast.app.races.ShopRequest.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Asks for the live feed from its beginning, and then takes nothing of it. */
final class StalledClient {

    /** What it takes to fill all buffers on the way to a client. */
    static final int DRAFTS = 400;

    private static final int SMALL = 4096;
    private static final Pattern WHOLE_EVENT = Pattern.compile("(?m)^id: (\\d+)\ndata: .*\n\n");

    private final Socket socket;

    private StalledClient(Socket socket) {
        this.socket = socket;
    }

    static StalledClient open(Shop shop) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.connect(
                new InetSocketAddress(shop.service().getHost(), shop.service().getPort()));
        String request =
                "GET /v1/events HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                        + shop.key() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return new StalledClient(socket);
    }

    /** More than all buffers on the way to a client can take. */
    static void fillBuffers(Shop shop) {
        String sku = shop.stock("a-rather-long-name-of-a-sku-to-fill-the-buffers", "1");
        List<Line> lines = IntStream.range(0, 200)
                .mapToObj(_ -> new Line(sku, "1", "1.00"))
                .toList();
        AtOnce.run(4, _ -> {
            for (int i = 0; i < DRAFTS / 4; i++) {
                shop.require(
                        201, ShopRequest.post("/v1/orders", Map.of("currency", "EUR", "lines", lines, "place", false)));
            }
            return lines;
        });
    }

    /** Takes what is left on the way, once the service is done with it: the ids of the events that came whole. */
    List<Long> ids() throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (socket) {
            InputStream stream = socket.getInputStream();
            byte[] some = new byte[SMALL];
            for (int read = stream.read(some); read >= 0; read = stream.read(some)) {
                taken.write(some, 0, read);
            }
        } catch (IOException cutOff) {
            // what came before counts
        }
        return WHOLE_EVENT
                .matcher(taken.toString(StandardCharsets.UTF_8))
                .results()
                .map(event -> Long.valueOf(event.group(1)))
                .toList();
    }
}
