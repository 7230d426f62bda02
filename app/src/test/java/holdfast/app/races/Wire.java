package holdfast.app.races;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that can be cut, or swallow all that is sent, and be mended. */
final class Wire implements AutoCloseable {

    private enum State {
        WHOLE,
        CUT,
        SILENT
    }

    private static final int CHUNK = 64 * 1024;

    private final ServerSocket entrance;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    private Wire(ServerSocket entrance, int server) {
        this.entrance = entrance;
        this.server = server;
    }

    static Wire to(int port) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends all connections; new ones end at once. */
    void cut() {
        state = State.CUT;
        endAll();
    }

    /** As when packets are dropped: connections stay, new ones come, and nobody hears anything of the other side. */
    void fallSilent() {
        state = State.SILENT;
    }

    void mend() {
        state = State.WHOLE;
        endAll(); // what was dropped on the way does not come again
    }

    private void endAll() {
        open.forEach(Wire::end);
        open.clear();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                // closed, or the server is not there
            }
        }
    }

    private void connect(Socket near) throws IOException {
        open.add(near);
        if (state == State.CUT) {
            end(near);
        } else if (state == State.WHOLE) {
            connectThrough(near);
        }
    }

    private void connectThrough(Socket near) throws IOException {
        Socket far = new Socket();
        open.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        } catch (IOException e) {
            end(near);
            throw e;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pass(near, far));
        Thread.ofVirtual().start(() -> pass(far, near));
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (state == State.SILENT) {
                    return;
                }
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // one of both has gone
        }
        if (state != State.SILENT) {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
