package holdfast.app.stock;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import holdfast.app.eventstore.LocalCommits;
import holdfast.app.reservation.Availability;
import holdfast.inventory.StockCatalog;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import holdfast.inventory.StockLevel;
import holdfast.inventory.StockRefusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Knows how SKUs are defined.
 *
 * <p>A definition changed on this node is known at once, one changed on another node within a second. The scale only
 * grows and safety stock is advice, so a definition a moment old never breaks stock.
 */
@Component
class CommittedCatalog implements StockCatalog, Availability {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final long CACHED_DEFINITIONS = 50_000;

    private final Cache<String, StockDefinitionState> definitions = Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumSize(CACHED_DEFINITIONS)
            .build();
    private final StockStreams streams;

    CommittedCatalog(StockStreams streams, LocalCommits commits) {
        this.streams = streams;
        commits.remember(event -> {
            if (event.getPayload() instanceof StockDefinitionEvent defined) {
                definitions.invalidate(defined.sku());
            }
        });
    }

    @Override
    public StockDefinitionState definitionOf(String sku) throws StockRefusal.UnknownSku {
        StockDefinitionState known = definitions.getIfPresent(sku);
        StockDefinitionState definition = known == null ? streams.definition(sku) : known;
        if (definition.version() == 0) {
            throw new StockRefusal.UnknownSku(sku);
        }
        if (known == null) {
            definitions.put(sku, definition);
        }
        return definition;
    }

    @Override
    public BigDecimal availableAt(StockItemId item, Instant time) {
        StockItemState stock = streams.item(item);
        StockLevel level = stock.levelAt(time);
        BigDecimal safetyStock =
                stock.safetyStockOr(streams.definition(item.sku()).safetyStock());
        return StockBody.available(level.onHand(), level.reserved(), safetyStock);
    }
}
