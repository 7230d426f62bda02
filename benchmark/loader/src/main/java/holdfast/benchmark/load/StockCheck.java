package holdfast.benchmark.load;

import java.util.List;

/** How many items were compared with the answers given, and a sentence for each that was wrong. */
public record StockCheck(int items, List<String> wrong) {

    public boolean isExact() {
        return wrong.isEmpty();
    }
}
