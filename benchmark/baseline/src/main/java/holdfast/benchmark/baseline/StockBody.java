package holdfast.benchmark.baseline;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SKU with its stock, in the shape that the contract gives it. */
record StockBody(
        String sku,
        String name,
        String unit,
        int scale,
        @Nullable String productId,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal onHand,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal reserved,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal available,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal safetyStock,
        long version,
        List<Location> locations) {

    /** The one place that the baseline knows. */
    record Location(
            String location,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal onHand,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal reserved,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal available,
            long version) {}
}
