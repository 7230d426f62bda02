package holdfast.inventory;

import java.math.BigDecimal;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What went from one location to others of the same SKU, and what came from them.
 *
 * <p>Transfers from one location to another arrive in the order in which they left. So the last version that arrived
 * tells of all of them, for good, and takes a number for each pair of locations however many transfers there were.
 *
 * @param sent the sum of all that ever left, arrived or not
 * @param arrived the sum of all that ever came
 * @param lastTo the version of this stream at which goods last left to a location
 * @param lastFrom the version of a location's stream at which the goods left that last came from there
 */
public record Transfers(BigDecimal sent, BigDecimal arrived, PMap<String, Long> lastTo, PMap<String, Long> lastFrom) {

    static final Transfers NONE =
            new Transfers(BigDecimal.ZERO, BigDecimal.ZERO, HashTreePMap.empty(), HashTreePMap.empty());

    /** The version of this stream at which goods last left to a location, 0 when none ever did. */
    public long lastSentTo(String location) {
        return lastTo.getOrDefault(location, 0L);
    }

    /** The version of a location's stream at which goods left that last arrived from there, 0 when none ever did. */
    public long lastArrivedFrom(String location) {
        return lastFrom.getOrDefault(location, 0L);
    }

    Transfers send(String to, BigDecimal quantity, long version) {
        return new Transfers(sent.add(quantity), arrived, lastTo.plus(to, version), lastFrom);
    }

    Transfers arrive(String from, BigDecimal quantity, long outVersion) {
        return new Transfers(sent, arrived.add(quantity), lastTo, lastFrom.plus(from, outVersion));
    }
}
