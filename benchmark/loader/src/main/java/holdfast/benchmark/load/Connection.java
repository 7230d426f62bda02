package holdfast.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestConnControl;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.jspecify.annotations.Nullable;

/** One caller's connection, kept alive as long as the server keeps it; for one thread at a time. */
public final class Connection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(Endpoint.HOST);
    private static final HttpProcessor PROCESSOR =
            new DefaultHttpProcessor(new RequestContent(), new RequestTargetHost(), new RequestConnControl());
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

    private final Endpoint endpoint;
    private final HttpHost host;
    private @Nullable DefaultBHttpClientConnection open;

    Connection(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.host = new HttpHost(Endpoint.HOST, endpoint.port());
    }

    public Reply get(String path) throws IOException {
        return send("GET", path, null);
    }

    public Reply post(String path, String json) throws IOException {
        return send("POST", path, json);
    }

    public Reply put(String path, String json) throws IOException {
        return send("PUT", path, json);
    }

    @Override
    public void close() {
        DefaultBHttpClientConnection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is given up anyway.
            }
        }
    }

    private Reply send(String method, String path, @Nullable String json) throws IOException {
        try {
            return exchange(request(method, path, json), connection());
        } catch (HttpException e) {
            close();
            throw new IOException(e);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private ClassicHttpRequest request(String method, String path, @Nullable String json) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, host, path);
        if (endpoint.bearerKey() != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + endpoint.bearerKey());
        }
        if (json != null) {
            request.setEntity(new ByteArrayEntity(json.getBytes(UTF_8), ContentType.APPLICATION_JSON));
        }
        return request;
    }

    private Reply exchange(ClassicHttpRequest request, DefaultBHttpClientConnection connection)
            throws IOException, HttpException {
        HttpCoreContext context = HttpCoreContext.create();
        EXECUTOR.preProcess(request, PROCESSOR, context);
        try (ClassicHttpResponse response = EXECUTOR.execute(request, connection, context)) {
            EXECUTOR.postProcess(response, PROCESSOR, context);
            byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
            if (!EXECUTOR.keepAlive(request, response, connection, context)) {
                close();
            }
            return new Reply(response.getCode(), body);
        }
    }

    private DefaultBHttpClientConnection connection() throws IOException {
        DefaultBHttpClientConnection connection = open;
        if (connection == null) {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(LOOPBACK, endpoint.port()), (int) PATIENCE.toMillis());
            connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
            connection.bind(socket);
            open = connection;
        }
        return connection;
    }
}
