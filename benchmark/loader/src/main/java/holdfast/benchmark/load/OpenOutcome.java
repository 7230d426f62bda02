package holdfast.benchmark.load;

import java.io.IOException;
import java.time.Duration;

/** A request that failed in a way that leaves open whether it took effect. */
record OpenOutcome(Kind kind, PlacedOrder order) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;
    private static final int NOT_FOUND = 404;

    /** Reads the order and counts what has become of it. */
    void resolve(Connection connection) throws IOException, InterruptedException {
        String status = awaitStatus(connection);
        if (kind == Kind.PLACE && status.equals("RESERVED")) {
            order.countReserved();
        } else if (kind == Kind.PAY && status.equals("PAID")) {
            order.countSold();
        }
    }

    private String awaitStatus(Connection connection) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Reply reply = connection.get(Caller.ORDERS + "/" + order.orderId());
            String status = reply.status() == NOT_FOUND
                    ? ""
                    : Json.read(reply).path("status").asString("");
            if (!status.equals("PLACED") || System.nanoTime() - deadline > 0) {
                return status;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
