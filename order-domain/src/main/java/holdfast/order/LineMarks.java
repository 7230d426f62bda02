package holdfast.order;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a till noted on lines, by their ids.
 *
 * @param comped the lines that cost nothing
 * @param sent how often each line was sent to the kitchen or to fulfilment
 */
public record LineMarks(Set<String> comped, Map<String, Integer> sent) {

    static final LineMarks NONE = new LineMarks(Set.of(), Map.of());

    LineMarks comp(String lineId) {
        Set<String> all = new HashSet<>(comped);
        all.add(lineId);
        return new LineMarks(Set.copyOf(all), sent);
    }

    LineMarks send(List<String> lineIds) {
        Map<String, Integer> all = new HashMap<>(sent);
        lineIds.forEach(lineId -> all.merge(lineId, 1, Integer::sum));
        return new LineMarks(comped, Map.copyOf(all));
    }

    /** A line that comes later may get the id of one that is gone, but nothing that was noted on it. */
    LineMarks without(String lineId) {
        Set<String> stillComped = new HashSet<>(comped);
        stillComped.remove(lineId);
        Map<String, Integer> stillSent = new HashMap<>(sent);
        stillSent.remove(lineId);
        return new LineMarks(Set.copyOf(stillComped), Map.copyOf(stillSent));
    }
}
