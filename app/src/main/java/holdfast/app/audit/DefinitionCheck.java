package holdfast.app.audit;

import holdfast.inventory.SkuId;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockDefinitionEvent.StockDefined;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares how SKUs are defined by their events with the read model, at the position that it stands for. */
final class DefinitionCheck {

    private final Map<String, Definition> defined = new HashMap<>();
    private final Findings findings;

    DefinitionCheck(Findings findings) {
        this.findings = findings;
    }

    void apply(StockDefinitionEvent event) {
        switch (event) {
            case StockDefined e -> defined.compute(e.sku(), (_, before) -> Definition.after(before, e));
        }
    }

    /** What is kept back of a SKU at each location that does not say otherwise. */
    BigDecimal safetyStockOf(String sku) {
        Definition definition = defined.get(sku);
        return definition == null ? BigDecimal.ZERO : definition.safetyStock();
    }

    void check(Map<String, Definition> rows) {
        defined.forEach((sku, expected) -> check(sku, expected, rows.remove(sku)));
        rows.forEach((sku, row) -> add(sku, "sku", null, row.name()));
    }

    private void check(String sku, Definition expected, @Nullable Definition row) {
        if (row == null) {
            add(sku, "sku", expected.name(), null);
            return;
        }
        field(sku, "name", expected.name(), row.name());
        field(sku, "unit", expected.unit(), row.unit());
        field(sku, "scale", expected.scale(), row.scale());
        field(sku, "productId", expected.productId(), row.productId());
        field(sku, "version", expected.version(), row.version());
        if (expected.safetyStock().compareTo(row.safetyStock()) != 0) {
            add(sku, "safetyStock", expected.safetyStock(), row.safetyStock());
        }
    }

    private void field(String sku, String name, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            add(sku, name, expected, actual);
        }
    }

    private void add(String sku, String field, @Nullable Object expected, @Nullable Object actual) {
        Subject subject = Subject.definition(sku, new SkuId(sku).toString());
        findings.add(Discrepancy.of(Kind.STOCK_DEFINITION_DIFFERS, subject, expected, actual)
                .in(field));
    }
}
