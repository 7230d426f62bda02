package holdfast.app.stock;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the levels, holds and movements of stock as tables. */
@Component
@ProcessingGroup(StockProjection.PROCESSING_GROUP)
class StockProjection {

    static final String PROCESSING_GROUP = "stock";

    private final JdbcClient jdbc;

    StockProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(StockEvent event, TrackingToken token) {
        long position = CommittedEvents.positionOf(token);
        switch (event) {
            case StockReceived e -> received(position, e);
            case StockAdjusted e -> adjusted(position, e);
            case StockIssued e -> moved(position, e, "ISSUED", e.quantity().negate(), null, e.reference());
            case StockReserved e -> reserved(position, e);
            case StockReleased e -> released(position, e);
            case StockSold e -> sold(position, e);
            case HoldExtended e -> extended(e);
            case StockReturned e -> moved(position, e, "RETURNED", e.quantity(), e.holder(), null);
        }
    }

    private void received(long position, StockReceived e) {
        open(e);
        moved(position, e, "RECEIVED", e.quantity(), null, e.reference());
    }

    private void adjusted(long position, StockAdjusted e) {
        open(e);
        moved(position, e, "ADJUSTED", e.change(), null, e.reason());
    }

    /** Goods can turn up at a new location by a receipt or by an adjustment. */
    private void open(StockEvent e) {
        jdbc.sql(
                        "insert into stock_level (sku, location, on_hand, reserved) values (?, ?, 0, 0) on conflict do nothing")
                .params(e.sku(), e.location())
                .update();
    }

    private void moved(
            long position,
            StockEvent e,
            String kind,
            BigDecimal quantity,
            @Nullable String orderId,
            @Nullable String reference) {
        record(position, e, kind, quantity, change(e, quantity, BigDecimal.ZERO).onHand(), orderId, reference);
    }

    private void reserved(long position, StockReserved e) {
        BigDecimal balance = change(e, BigDecimal.ZERO, e.quantity()).reserved();
        jdbc.sql("""
                insert into stock_hold (sku, location, order_id, quantity, expires_at) values (?, ?, ?, ?, ?)
                on conflict (sku, location, order_id)
                do update set quantity = stock_hold.quantity + excluded.quantity, expires_at = excluded.expires_at""")
                .params(e.sku(), e.location(), e.holder(), e.quantity(), timestamp(e.expiresAt()))
                .update();
        record(position, e, "RESERVED", e.quantity(), balance, e.holder(), null);
    }

    private void released(long position, StockReleased e) {
        BigDecimal balance = change(e, BigDecimal.ZERO, e.quantity().negate()).reserved();
        lessHeld(e, e.holder(), e.quantity());
        record(position, e, "RELEASED", e.quantity().negate(), balance, e.holder(), null);
    }

    private void sold(long position, StockSold e) {
        BigDecimal less = e.quantity().negate();
        BigDecimal balance = change(e, less, less).onHand();
        lessHeld(e, e.holder(), e.quantity());
        record(position, e, "SOLD", less, balance, e.holder(), null);
    }

    /** Moves no stock, so it is no movement. */
    private void extended(HoldExtended e) {
        jdbc.sql("update stock_hold set expires_at = ? where sku = ? and location = ? and order_id = ?")
                .params(timestamp(e.expiresAt()), e.sku(), e.location(), e.holder())
                .update();
    }

    private void lessHeld(StockEvent e, String holder, BigDecimal quantity) {
        jdbc.sql("update stock_hold set quantity = quantity - ? where sku = ? and location = ? and order_id = ?")
                .params(quantity, e.sku(), e.location(), holder)
                .update();
        jdbc.sql("delete from stock_hold where sku = ? and location = ? and order_id = ? and quantity = 0")
                .params(e.sku(), e.location(), holder)
                .update();
    }

    private record Balance(BigDecimal onHand, BigDecimal reserved) {}

    private Balance change(StockEvent e, BigDecimal onHand, BigDecimal reserved) {
        return jdbc.sql("""
                update stock_level set on_hand = on_hand + ?, reserved = reserved + ?
                where sku = ? and location = ? returning on_hand, reserved""")
                .params(onHand, reserved, e.sku(), e.location())
                .query(Balance.class)
                .single();
    }

    private void record(
            long position,
            StockEvent e,
            String kind,
            BigDecimal quantity,
            BigDecimal balance,
            @Nullable String orderId,
            @Nullable String reference) {
        jdbc.sql("""
                insert into movement (position, sku, location, kind, quantity, balance, order_id, reference, at)
                values (:position, :sku, :location, :kind, :quantity, :balance, :order, :reference, :at)""")
                .param("position", position)
                .param("sku", e.sku())
                .param("location", e.location())
                .param("kind", kind)
                .param("quantity", quantity)
                .param("balance", balance)
                .param("order", orderId)
                .param("reference", reference)
                .param("at", timestamp(e.at()))
                .update();
    }

    private static OffsetDateTime timestamp(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    @ResetHandler
    void reset() {
        jdbc.sql("truncate stock_level, stock_hold, movement").update();
    }
}
