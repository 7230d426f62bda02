package holdfast.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** One caller in a closed loop: it sends its next request when the last one is answered. */
final class Caller implements AutoCloseable {

    static final String ORDERS = "/v1/orders";

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int REMEMBERED = 1_000;
    private static final byte[] RESERVED = "\"status\":\"RESERVED\"".getBytes(UTF_8);

    private final String name;
    private final Workload workload;
    private final List<Item> items;
    private final Tally tally;
    private final Connection connection;
    private final SplittableRandom random;
    private final Deque<PlacedOrder> unpaid = new ArrayDeque<>();
    private final List<PlacedOrder> known = new ArrayList<>();
    private final List<OpenOutcome> open = new ArrayList<>();
    private int placed;

    Caller(String name, Workload workload, List<Item> items, Tally tally, Endpoint endpoint) {
        this.name = name;
        this.workload = workload;
        this.items = items;
        this.tally = tally;
        this.connection = endpoint.connect();
        this.random = new SplittableRandom(name.hashCode());
    }

    /** Calls until the measured time is over; answers the requests whose effect is not known. */
    List<OpenOutcome> call() {
        while (!tally.isOver()) {
            callOnce();
        }
        return open;
    }

    @Override
    public void close() {
        connection.close();
    }

    private void callOnce() {
        Kind kind = workload.next(random);
        PlacedOrder payable = kind == Kind.PAY ? unpaid.poll() : null;
        if (payable != null) {
            pay(payable);
        } else if (kind == Kind.READ_STOCK) {
            read(kind, "/v1/stock/" + items.get(random.nextInt(items.size())).sku());
        } else if (kind == Kind.READ_ORDER && !known.isEmpty()) {
            read(kind, ORDERS + "/" + known.get(random.nextInt(known.size())).orderId());
        } else {
            place();
        }
    }

    private void place() {
        PlacedOrder order = PlacedOrder.random(name + "-" + placed++, items, workload.lines(random), random);
        String body = order.json();
        long start = System.nanoTime();
        try {
            Reply reply = connection.post(ORDERS, body);
            if (reply.status() == CREATED && reply.contains(RESERVED)) {
                tally.done(Kind.PLACE, start);
                order.countReserved();
                remember(order);
            } else {
                refused(Kind.PLACE, order, reply);
            }
        } catch (IOException e) {
            tally.failed(Kind.PLACE, e);
            open.add(new OpenOutcome(Kind.PLACE, order));
        }
    }

    private void pay(PlacedOrder order) {
        String body = order.paymentJson();
        long start = System.nanoTime();
        try {
            Reply reply = connection.post(ORDERS + "/" + order.orderId() + "/payments", body);
            if (reply.status() == CREATED) {
                tally.done(Kind.PAY, start);
                order.countSold();
            } else {
                refused(Kind.PAY, order, reply);
            }
        } catch (IOException e) {
            tally.failed(Kind.PAY, e);
            open.add(new OpenOutcome(Kind.PAY, order));
        }
    }

    private void read(Kind kind, String path) {
        long start = System.nanoTime();
        try {
            Reply reply = connection.get(path);
            if (reply.status() == OK) {
                tally.done(kind, start);
            } else {
                tally.failed(kind, reply.status());
            }
        } catch (IOException e) {
            tally.failed(kind, e);
        }
    }

    private void refused(Kind kind, PlacedOrder order, Reply reply) {
        tally.failed(kind, reply.status());
        if (reply.leavesOutcomeOpen()) {
            open.add(new OpenOutcome(kind, order));
        }
    }

    private void remember(PlacedOrder order) {
        if (workload != Workload.MIXED) {
            return;
        }
        unpaid.add(order);
        if (known.size() < REMEMBERED) {
            known.add(order);
        } else {
            known.set(random.nextInt(REMEMBERED), order);
        }
    }
}
