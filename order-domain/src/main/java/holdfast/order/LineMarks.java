package holdfast.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.TreePSet;

/**
 * What a till noted on lines, by their ids.
 *
 * @param comped the lines that cost nothing
 * @param sent how often each line was sent to the kitchen or to fulfilment
 */
public record LineMarks(TreePSet<String> comped, Map<String, Integer> sent) {

    static final LineMarks NONE = new LineMarks(TreePSet.empty(), Map.of());

    LineMarks comp(String lineId) {
        return new LineMarks(comped.plus(lineId), sent);
    }

    LineMarks send(List<String> lineIds) {
        Map<String, Integer> all = new HashMap<>(sent);
        lineIds.forEach(lineId -> all.merge(lineId, 1, Integer::sum));
        return new LineMarks(comped, Map.copyOf(all));
    }

    /** A line that comes later may get the id of one that is gone, but nothing that was noted on it. */
    LineMarks without(String lineId) {
        Map<String, Integer> stillSent = new HashMap<>(sent);
        stillSent.remove(lineId);
        return new LineMarks(comped.minus(lineId), Map.copyOf(stillSent));
    }
}
