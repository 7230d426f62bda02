package holdfast.benchmark.inside;

import com.sun.management.OperatingSystemMXBean;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongFunction;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a reservation costs the processors on an item that has very many open holds already, its snapshots included. */
final class HotItem {

    private static final int COMMANDS = 20_000;
    private static final BigDecimal SUPPLY = BigDecimal.valueOf(1_000_000_000);
    private static final Duration HOLD = Duration.ofHours(12);
    private static final int MANY = 64;

    private final Sender sender;
    private final JdbcClient jdbc;
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    HotItem(ConfigurableApplicationContext service) {
        this.sender = new Sender(service.getBean(CommandBus.class));
        this.jdbc = service.getBean(JdbcClient.class);
    }

    void measure(int holds) throws InterruptedException {
        StockItemId few = item("few");
        StockItemId many = item("many");
        sender.send(COMMANDS, MANY, reserve(item("warm-up"), "w-"));
        print("an item with few holds, " + MANY + " in flight", MANY, sellAfterReserving(few));
        print("the same, one in flight", 1, sellAfterReserving(few, "one-"));
        sender.send(holds, MANY, reserve(many, "open-"));
        print("an item with " + holds + " open holds, " + MANY + " in flight", MANY, sellAfterReserving(many));
        print("the same, one in flight", 1, sellAfterReserving(many, "one-"));
        print("the same, reserving only, " + MANY + " in flight", MANY, reserve(many, "more-"));
        printSnapshots(many);
    }

    private StockItemId item(String sku) throws InterruptedException {
        StockItemId item = new StockItemId(sku, "main");
        sender.send(1, 1, _ -> new DefineStock(new SkuId(sku), null, null, null, null, null, null, Instant.now()));
        sender.send(1, 1, _ -> new ReceiveStock(item, SUPPLY, null, null, Instant.now()));
        return item;
    }

    private static LongFunction<Object> reserve(StockItemId item, String prefix) {
        return number -> {
            Instant now = Instant.now();
            return new ReserveStock(item, prefix + number, "placed", BigDecimal.ONE, now.plus(HOLD), now);
        };
    }

    private static LongFunction<Object> sellAfterReserving(StockItemId item) {
        return sellAfterReserving(item, "sold-");
    }

    /** Every other command sells what was reserved a hundred commands before. */
    private static LongFunction<Object> sellAfterReserving(StockItemId item, String prefix) {
        LongFunction<Object> reserve = reserve(item, prefix);
        return number -> number % 2 == 0
                ? reserve.apply(number)
                : new CommitHold(item, prefix + Math.max(0, number - 101), BigDecimal.ONE, Instant.now());
    }

    private void print(String what, int inFlight, LongFunction<Object> commands) throws InterruptedException {
        long lanes = ofThreads("lane-");
        long snapshots = ofThreads("snapshots");
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        sender.send(COMMANDS, inFlight, commands);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f commands/s, %.3f ms of the processors each in all of the JVM, of it %.3f ms in its lane and %.4f ms on snapshots%n",
                what,
                COMMANDS / seconds,
                (process.getProcessCpuTime() - cpu) / 1e6 / COMMANDS,
                (ofThreads("lane-") - lanes) / 1e6 / COMMANDS,
                (ofThreads("snapshots") - snapshots) / 1e6 / COMMANDS);
    }

    private long ofThreads(String prefix) {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(prefix))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadCpuTime)
                .sum();
    }

    private void printSnapshots(StockItemId item) {
        jdbc.sql("select base is null as whole, count(*), avg(octet_length(state)) from snapshot"
                        + " where stream = ? group by 1")
                .param(item.toString())
                .query(row -> {
                    System.out.printf(
                            Locale.ROOT,
                            "its snapshots: %d %s of %,.0f bytes on average%n",
                            row.getLong(2),
                            row.getBoolean(1) ? "whole" : "differences",
                            row.getDouble(3));
                });
    }
}
