package holdfast.app.orders;

import holdfast.app.api.problem.ProblemType;
import holdfast.inventory.StockCatalog;
import holdfast.inventory.StockRefusal;
import holdfast.order.NewLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks lines against the catalog before an order hears of them: a typing error is no shortage. */
@Component
public class LineChecks {

    private final StockCatalog catalog;

    LineChecks(StockCatalog catalog) {
        this.catalog = catalog;
    }

    /** Refuses unknown SKUs, quantities that a SKU cannot have, and line ids that are named twice. */
    void require(List<OrderRequests.Line> lines) {
        List<Map<String, String>> errors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            OrderRequests.Line line = lines.get(i);
            if (line.lineId() != null && !ids.add(line.lineId())) {
                errors.add(error("lines[" + i + "].lineId", "is named twice"));
            }
            Map<String, String> error = check("lines[" + i + "].", line.sku(), line.quantity());
            if (error != null) {
                errors.add(error);
            }
        }
        refuse(errors);
    }

    /**
     * Refuses unknown SKUs, and quantities that a SKU cannot have.
     *
     * @param field what the caller named the list
     */
    public void require(String field, List<NewLine> lines) {
        List<Map<String, String>> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Map<String, String> error = check(
                    field + "[" + i + "].", lines.get(i).sku(), lines.get(i).quantity());
            if (error != null) {
                errors.add(error);
            }
        }
        refuse(errors);
    }

    /** Refuses a quantity that the SKU cannot have. */
    void require(String sku, BigDecimal quantity) {
        Map<String, String> error = check("", sku, quantity);
        refuse(error == null ? List.of() : List.of(error));
    }

    private @Nullable Map<String, String> check(String prefix, String sku, BigDecimal quantity) {
        try {
            catalog.definitionOf(sku).requireScale(quantity, "quantity");
            return null;
        } catch (StockRefusal.UnknownSku e) {
            return error(prefix + "sku", "is not a defined SKU");
        } catch (StockRefusal.TooManyDecimals e) {
            return error(prefix + "quantity", "has more decimals than the SKU allows");
        }
    }

    private static Map<String, String> error(String field, String message) {
        return Map.of("field", field, "message", message);
    }

    private static void refuse(List<Map<String, String>> errors) {
        if (!errors.isEmpty()) {
            throw ProblemType.VALIDATION_FAILED
                    .because("The lines cannot be ordered.")
                    .with("errors", errors)
                    .exception();
        }
    }
}
