package holdfast.benchmark.inside;

import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills a store with the events of orders that were placed, reserved and paid long ago, by SQL, on items that commands made.
 *
 * <p>The read models are told that they know them already: their rows are made by a rebuild only.
 */
final class StoreFill {

    /** Six events for each order. */
    private static final int EVENTS_OF_AN_ORDER = 6;

    private static final int ITEMS = 10_000;
    private static final int WHILE_MAKING = 64;

    private static final int ORDERS_AT_A_TIME = 50_000;

    private static final String INSERT = """
        insert into domain_event (aggregate_id, sequence_number, aggregate_type, event_id, payload_type,
                                  payload_revision, payload, metadata, recorded_at)
        select case when kind < 4 then 'old-' || o else 'old-sku-' || o % 10000 || '@main' end,
               case when kind < 4 then kind else 2 * (o / 10000) + kind - 3 end,
               case when kind < 4 then 'Order' else 'StockItem' end,
               'old-event-' || o || '-' || kind,
               (array['OrderPlaced', 'OrderReserved', 'PaymentReceived', 'OrderPaid', 'StockReserved', 'StockSold'])
                   [kind + 1],
               '1',
               convert_to(case kind
                   when 0 then '{"orderId":"old-' || o || '","currency":"EUR","lines":[{"lineId":"1","sku":"old-sku-'
                       || o % 10000 || '","location":"main","quantity":"1","unitPrice":"2.50"}],"paymentWindow":'
                       || '"PT15M","paymentDueAt":"2025-03-01T12:15:00.123456Z","at":"2025-03-01T12:00:00.123456Z"}'
                   when 1 then '{"orderId":"old-' || o
                       || '","paymentDueAt":"2025-03-01T12:15:00.123456Z","at":"2025-03-01T12:00:00.223456Z"}'
                   when 2 then '{"orderId":"old-' || o || '","paymentId":"p-' || o
                       || '","amount":"2.50","method":"CARD","at":"2025-03-01T12:01:00.123456Z"}'
                   when 3 then '{"orderId":"old-' || o || '","items":[{"sku":"old-sku-' || o % 10000
                       || '","location":"main","quantity":"1"}],"at":"2025-03-01T12:01:00.123456Z"}'
                   when 4 then '{"sku":"old-sku-' || o % 10000 || '","location":"main","holder":"old-' || o
                       || '","ref":"placed","quantity":"1","expiresAt":"2025-03-01T12:15:00.123456Z",'
                       || '"at":"2025-03-01T12:00:00.123456Z"}'
                   else '{"sku":"old-sku-' || o % 10000 || '","location":"main","holder":"old-' || o
                       || '","quantity":"1","at":"2025-03-01T12:01:00.123456Z"}' end, 'UTF8'),
               convert_to('{"traceId":"old-' || o || '","correlationId":"old-' || o
                   || '","actor":"admin","settled":"true"}', 'UTF8'),
               '2025-03-01T12:01:00.123456Z'
        from generate_series(cast(? as bigint), cast(? as bigint)) o,
             unnest(array[0, 4, 1, 2, 3, 5]) with ordinality as happened (kind, step)
        order by o, step\
        """;

    private final JdbcClient jdbc;
    private final EventProcessingConfiguration processing;
    private final Sender sender;

    StoreFill(ConfigurableApplicationContext service) {
        this.jdbc = service.getBean(JdbcClient.class);
        this.processing = service.getBean(EventProcessingConfiguration.class);
        this.sender = new Sender(service.getBean(CommandBus.class));
    }

    /** Makes the items that the orders are of. */
    void makeItems() throws InterruptedException {
        sender.send(
                ITEMS,
                WHILE_MAKING,
                number -> new DefineStock(new SkuId(sku(number)), null, null, null, null, null, null, now()));
        sender.send(
                ITEMS,
                WHILE_MAKING,
                number -> new ReceiveStock(
                        new StockItemId(sku(number), "main"), BigDecimal.valueOf(1_000_000), null, null, now()));
    }

    /** As fine as the service's clock; the tables keep no more. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String sku(long number) {
        return "old-sku-" + number;
    }

    /** Adds orders until so many events were made, by this and earlier calls; no processor of the service runs after it. */
    void fill(long events) {
        processing.eventProcessors().values().forEach(EventProcessor::shutDown);
        long start = System.nanoTime();
        long orders = events / EVENTS_OF_AN_ORDER;
        long made = jdbc.sql("select count(*) from domain_event where event_id like 'old-event-%-0'")
                .query(Long.class)
                .single();
        for (long from = made; from < orders; from += ORDERS_AT_A_TIME) {
            jdbc.sql(INSERT)
                    .params(from, Math.min(orders, from + ORDERS_AT_A_TIME) - 1)
                    .update();
        }
        moveTokensToTheEnd();
        // As the database would by itself, sooner or later.
        jdbc.sql("analyze domain_event").update();
        System.out.printf(
                Locale.ROOT, "filled up to %,d events in %.0f s%n", events, (System.nanoTime() - start) / 1e9);
    }

    private void moveTokensToTheEnd() {
        long end = jdbc.sql("select max(position) from domain_event")
                .query(Long.class)
                .single();
        List<String> types = jdbc.sql("select distinct token_type from token_entry where token_type is not null")
                .query(String.class)
                .list();
        if (!types.equals(List.of("org.axonframework.eventhandling.GlobalSequenceTrackingToken"))) {
            throw new IllegalStateException("Other tokens than expected: " + types);
        }
        jdbc.sql("update token_entry set token = convert_to('{\"globalIndex\":' || ? || '}', 'UTF8')"
                        + " where token is not null")
                .param(end)
                .update();
    }
}
