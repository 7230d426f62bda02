package holdfast.app.dashboard;

import static holdfast.app.dashboard.Columns.quantity;
import static holdfast.app.dashboard.Columns.timestamp;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the stock that is low, by the mark that the projection keeps: all other stock is not looked at. */
@Component
class StockFigures {

    private static final int SHOWN = 8;
    private static final int LOOKED_AT = 200;
    private static final int COUNTED = 1_000;

    /** A hold past its deadline holds nothing here either; there are few of them, as they are cleared up at once. */
    private static final String LOW = """
            with lapsed as (
                select sku, location, sum(quantity) as quantity from stock_hold
                where expires_at <= :now group by sku, location)
            select low.sku, low.location, name, unit, on_hand, held, on_hand - held as free,
                   coalesce(low.safety_stock, defined.safety_stock) as safety_stock
            from (select level.*, reserved - coalesce(lapsed.quantity, 0) as held
                  from (select * from stock_level where low order by sku, location limit :most) as level
                  left join lapsed using (sku, location)) as low
            join stock_definition as defined on defined.sku = low.sku
            where on_hand - held <= coalesce(low.safety_stock, defined.safety_stock)""";

    private final JdbcClient jdbc;

    StockFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Figures.Stock stock(Instant now) {
        List<Figures.Level> low = low(now);
        long lowCount = low.size() < LOOKED_AT ? low.size() : countLow();
        boolean any = jdbc.sql("select exists (select 1 from stock_definition)")
                .query(Boolean.class)
                .single();
        return new Figures.Stock(any, lowCount, low.stream().limit(SHOWN).toList());
    }

    private List<Figures.Level> low(Instant now) {
        return jdbc
                .sql(LOW)
                .param("now", timestamp(now))
                .param("most", LOOKED_AT)
                .query((row, _) -> new Figures.Level(
                        row.getString("sku"),
                        row.getString("name"),
                        row.getString("unit"),
                        row.getString("location"),
                        quantity(row, "on_hand"),
                        quantity(row, "held"),
                        quantity(row, "free"),
                        quantity(row, "safety_stock")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Figures.Level::free)
                        .thenComparing(Figures.Level::sku)
                        .thenComparing(Figures.Level::location))
                .toList();
    }

    private long countLow() {
        return jdbc.sql("select count(*) from (select 1 from stock_level where low limit ?) as low")
                .param(COUNTED)
                .query(Long.class)
                .single();
    }
}
