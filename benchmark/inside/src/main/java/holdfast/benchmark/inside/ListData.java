package holdfast.benchmark.inside;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills the read models of a service that has no events with a shop's past. */
final class ListData {

    private static final double NANOS = 1e9;

    private static final String DEFINITIONS = """
            insert into stock_definition (sku, name, unit, scale, product_id, safety_stock, version)
            select case when i = 0 then 'hot' else 'sku-' || i end, 'Item ' || i, 'piece', 0, 'p-' || i % 1000, 5, 1
            from generate_series(0, 9999) as i""";

    /** One SKU in a hundred is short at the shop. */
    private static final String LEVELS = """
            insert into stock_level (sku, location, on_hand, reserved, sent, arrived, safety_stock, version, low)
            select sku, location, case when location = 'shop' and sku like '%77' then 4 else 500 end, 1, 0, 0, null, 100,
                location = 'shop' and sku like '%77'
            from stock_definition, unnest(array['main', 'shop']) as location""";

    private static final String ORDERS = """
            insert into order_row (order_id, created_at, position, status, customer_id, tab, payment_due_at, version, body)
            select 'o-' || i, at, i * 4, status, customer, tab, due, 4,
                '{"orderId":"o-' || i || '","status":"' || status || '","version":4,"customerId":"' || coalesce(customer, '')
                || '","tab":null,"currency":"EUR","lines":[{"lineId":"1","sku":"sku-' || i % 9999 + 1
                || '","location":"main","quantity":"1","unitPrice":"12.50","amount":"12.50","comped":false,"sentCount":0}],'
                || '"total":"12.50","paid":"12.50","refunded":"0.00","amountDue":"0.00","payments":[{"paymentId":"' || md5(i::text)
                || '","amount":"12.50","method":"CARD","at":"2026-01-01T00:00:00.000000Z","refunded":"0.00"}],"refunds":[],'
                || '"paymentDueAt":"2026-01-01T00:15:00.000000Z","placedAt":"2026-01-01T00:00:00.000000Z",'
                || '"updatedAt":"2026-01-01T00:00:00.000000Z"}'
            from (
                select i, timestamptz '2026-01-01' + i * interval '3 s' as at,
                    case when i % 1000 < 900 then 'COMPLETED' when i % 1000 < 940 then 'PAID'
                         when i % 1000 < 970 then 'CANCELLED' when i % 1000 < 985 then 'EXPIRED'
                         when i % 1000 < 993 then 'REJECTED' when i % 1000 < 995 then 'DRAFT' else 'RESERVED' end as status,
                    case when i % 5 = 0 then 'walk-in' when i % 5 < 4 then 'c-' || (hashint8(i) & 32767) end as customer,
                    case when i % 3 = 0 then 'table-' || (hashint8(i) & 31) end as tab,
                    case when i % 1000 = 999 then now() - interval '1 h' when i % 1000 > 994 then now() + interval '1 d' end
                        as due
                from generate_series(1, :orders) as i) as made""";

    private static final String SKUS = """
            insert into order_sku (sku, created_at, position, order_id)
            select 'sku-' || i % 9999 + 1, timestamptz '2026-01-01' + i * interval '3 s', i * 4, 'o-' || i
            from generate_series(1, :orders) as i
            union all
            select 'hot', timestamptz '2026-01-01' + i * interval '3 s', i * 4, 'o-' || i
            from generate_series(10, :orders, 10) as i""";

    private static final String MOVEMENTS = """
            insert into movement (position, sku, location, kind, quantity, balance, order_id, reference, at)
            select i * 4 + step, case when i % 10 = 0 then 'hot' else 'sku-' || i % 9999 + 1 end,
                case when hashint8(i) & 1023 = 0 then 'kiosk' when i % 10 = 1 then 'shop' else 'main' end,
                case when step = 1 then 'RESERVED' else 'SOLD' end, 1, 100, 'o-' || i, null,
                timestamptz '2026-01-01' + i * interval '3 s'
            from generate_series(1, :orders) as i, generate_series(1, 2) as step""";

    /** Every order that is not paid holds stock, a fifth of them the same item. */
    private static final String HOLDS = """
            insert into stock_hold (sku, location, order_id, quantity, expires_at)
            select case when position % 40 = 28 then 'hot' else 'sku-' || position % 9999 + 1 end, 'main', order_id, 1,
                payment_due_at
            from order_row where status = 'RESERVED'""";

    private static final String DEADLINES = """
            insert into payment_deadline (holder, due_at)
            select order_id, payment_due_at from order_row where status = 'RESERVED' and payment_due_at > now()""";

    private static final String COUNTS = """
            insert into order_count (status, orders) select status, count(*) from order_row group by status""";

    private static final String MINUTES = """
            insert into order_minute (minute, placed, paid, rejected, expired)
            select date_trunc('minute', now()) - i * interval '1 minute', 40, 30, 2, 1
            from generate_series(0, 100000) as i""";

    private final JdbcClient jdbc;

    ListData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void make(int orders) {
        long start = System.nanoTime();
        List<String> indexes = dropIndexes();
        jdbc.sql(DEFINITIONS).update();
        jdbc.sql(LEVELS).update();
        for (String sql : new String[] {ORDERS, SKUS, MOVEMENTS}) {
            jdbc.sql(sql).param("orders", orders).update();
        }
        for (String sql : new String[] {HOLDS, DEADLINES, COUNTS, MINUTES}) {
            jdbc.sql(sql).update();
        }
        indexes.forEach(index -> jdbc.sql(index).update());
        jdbc.sql("vacuum analyze").update();
        System.out.printf(
                Locale.ROOT,
                "%,d orders, %,d movements, 10,000 SKUs made in %.0f s%n",
                orders,
                2 * orders,
                (System.nanoTime() - start) / NANOS);
        jdbc.sql("""
                select relname || ' ' || pg_size_pretty(pg_relation_size(oid)) from pg_class
                where relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 1000000 order by relname""").query(String.class).list().forEach(System.out::println);
    }

    /** They are made faster once the tables are full; answers how. */
    private List<String> dropIndexes() {
        String ours =
                " from pg_indexes where schemaname = 'public' and tablename in ('order_row', 'order_sku', 'movement')"
                        + " and indexname not like '%pkey'";
        List<String> indexes =
                jdbc.sql("select indexdef" + ours).query(String.class).list();
        jdbc.sql("select 'drop index ' || indexname" + ours)
                .query(String.class)
                .list()
                .forEach(drop -> jdbc.sql(drop).update());
        return indexes;
    }
}
