package holdfast.benchmark.inside;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A page of a list, such as the first one or one in its middle.
 *
 * @param shows what stands on it only when something was found
 */
record ListPage(String name, String path, String shows) {

    private static final String ITEMS = "\"items\":[{";
    private static final String TABLE = "<tbody>";

    /** Filters of orders, each with the rows that it finds. */
    private static final Map<String, String> ORDERS = Map.ofEntries(
            Map.entry("", "true"),
            Map.entry("status=COMPLETED", "status = 'COMPLETED'"),
            Map.entry("status=RESERVED", "status = 'RESERVED'"),
            Map.entry("status=EXPIRED", "status = 'EXPIRED'"),
            Map.entry("customerId=c-7", "customer_id = 'c-7'"),
            Map.entry("customerId=walk-in", "customer_id = 'walk-in'"),
            Map.entry("customerId=walk-in&status=RESERVED", "customer_id = 'walk-in' and status = 'RESERVED'"),
            Map.entry("tab=table-7", "tab = 'table-7'"),
            Map.entry("sku=sku-7", "order_id in (select order_id from order_sku where sku = 'sku-7')"),
            Map.entry("sku=hot", "order_id in (select order_id from order_sku where sku = 'hot')"));

    private static final Map<String, String> MOVEMENTS = Map.of(
            "", "true",
            "sku=sku-7", "sku = 'sku-7'",
            "sku=hot", "sku = 'hot'",
            "location=main", "location = 'main'",
            "location=kiosk", "location = 'kiosk'",
            "sku=hot&location=kiosk", "sku = 'hot' and location = 'kiosk'");

    /** All pages that are measured. */
    static List<ListPage> all(JdbcClient jdbc) {
        List<ListPage> pages = new ArrayList<>();
        ORDERS.keySet().stream().sorted().forEach(filter -> {
            pages.add(page("/v1/orders", filter, "first page", ""));
            pages.add(page("/v1/orders", filter, "in the middle", "cursor=" + middleOfOrders(jdbc, filter)));
        });
        pages.add(page("/v1/orders", "", "first page of 200", "limit=200"));
        pages.add(page("/v1/orders", "from=2026-01-05T00:00:00Z&to=2026-01-05T12:00:00Z", "first page", ""));
        MOVEMENTS.keySet().stream().sorted().forEach(filter -> {
            pages.add(page("/v1/movements", filter, "first page", ""));
            pages.add(page("/v1/movements", filter, "in the middle", "cursor=" + middleOfMovements(jdbc, filter)));
        });
        pages.add(page("/v1/movements", "orderId=o-77777", "first page", ""));
        for (String filter : List.of("", "productId=p-7", "belowSafetyStock=true", "belowSafetyStock=false")) {
            pages.add(page("/v1/stock", filter, "first page", ""));
        }
        pages.add(page("/v1/stock", "", "in the middle", "cursor=" + cursor("sku-5".getBytes(StandardCharsets.UTF_8))));
        pages.add(page(
                "/v1/stock",
                "belowSafetyStock=true",
                "in the middle",
                "cursor=" + cursor("sku-5".getBytes(StandardCharsets.UTF_8))));
        pages.add(new ListPage("the dashboard as JSON", "/v1/dashboard", "\"holds\":[{"));
        for (String page : List.of(
                "/",
                "/orders",
                "/orders?status=COMPLETED",
                "/orders?sku=hot",
                "/stock",
                "/stock?low=true",
                "/stock/hot",
                "/stock/sku-7?location=shop",
                "/movements",
                "/movements?sku=hot&location=kiosk")) {
            pages.add(new ListPage("page " + page, page, TABLE));
        }
        return pages;
    }

    private static ListPage page(String list, String filter, String name, String more) {
        String query = filter.isEmpty() || more.isEmpty() ? filter + more : filter + "&" + more;
        return new ListPage(list + (filter.isEmpty() ? "" : "?" + filter) + ", " + name, list + "?" + query, ITEMS);
    }

    private static String middleOfOrders(JdbcClient jdbc, String filter) {
        String where = ORDERS.get(filter);
        return jdbc.sql("select created_at, position from order_row where " + where
                        + " order by created_at desc, position desc offset (select count(*) / 2 from order_row where "
                        + where + ") limit 1")
                .query((row, _) -> {
                    Instant at =
                            row.getObject("created_at", OffsetDateTime.class).toInstant();
                    return cursor(ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                            .putLong(row.getLong("position"))
                            .array());
                })
                .single();
    }

    private static String middleOfMovements(JdbcClient jdbc, String filter) {
        String where = MOVEMENTS.get(filter);
        long middle = jdbc.sql("select position from movement where " + where
                        + " order by position offset (select count(*) / 2 from movement where " + where + ") limit 1")
                .query(Long.class)
                .single();
        return cursor(ByteBuffer.allocate(Long.BYTES).putLong(middle).array());
    }

    private static String cursor(byte[] place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
    }
}
