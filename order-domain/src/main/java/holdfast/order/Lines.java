package holdfast.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lines of an order.
 *
 * @param numbered how many lines there ever were: numbers given to lines are never used again
 * @param changes the changes that took effect, so that none does twice
 */
public record Lines(List<OrderLine> all, int numbered, List<String> changes) {

    static final Lines NONE = new Lines(List.of(), 0, List.of());

    static Lines of(List<OrderLine> lines) {
        return new Lines(List.copyOf(lines), lines.size(), List.of());
    }

    Lines plus(String changeId, List<OrderLine> more) {
        List<OrderLine> lines = Stream.concat(all.stream(), more.stream()).toList();
        return new Lines(lines, numbered + more.size(), and(changeId));
    }

    Lines withQuantity(String changeId, String lineId, BigDecimal quantity) {
        List<OrderLine> lines = all.stream()
                .map(line -> line.lineId().equals(lineId) ? line.withQuantity(quantity) : line)
                .toList();
        return new Lines(lines, numbered, and(changeId));
    }

    Lines without(String changeId, String lineId) {
        List<OrderLine> lines =
                all.stream().filter(line -> !line.lineId().equals(lineId)).toList();
        return new Lines(lines, numbered, and(changeId));
    }

    private List<String> and(String changeId) {
        return Stream.concat(changes.stream(), Stream.of(changeId)).toList();
    }

    public Optional<OrderLine> find(String lineId) {
        return all.stream().filter(line -> line.lineId().equals(lineId)).findFirst();
    }

    boolean knows(String changeId) {
        return changes.contains(changeId);
    }

    BigDecimal total(String currency) {
        return all.stream().map(line -> Amounts.of(line, currency)).reduce(Amounts.zero(currency), BigDecimal::add);
    }

    /** The stock of all lines, in SKU order. */
    public List<ItemQuantity> stock() {
        return ItemQuantity.totals(all);
    }

    /**
     * The asked lines as they would be on the order: without an id, a line takes the next free number.
     *
     * @throws OrderRefusal.AlreadyExists when an id is taken
     * @throws OrderRefusal.TooManyLines when the order would get too long
     */
    List<OrderLine> admit(List<NewLine> asked, String currency) throws OrderRefusal {
        if (all.size() + asked.size() > Order.MAX_LINES) {
            throw new OrderRefusal.TooManyLines();
        }
        Set<String> taken = new HashSet<>(all.stream().map(OrderLine::lineId).toList());
        List<OrderLine> admitted = new ArrayList<>();
        int number = numbered;
        for (NewLine line : asked) {
            number++;
            admitted.add(admit(line, idFor(line, number, taken), currency));
        }
        return List.copyOf(admitted);
    }

    private static String idFor(NewLine line, int number, Set<String> taken) throws OrderRefusal {
        String id = line.lineId();
        if (id == null) {
            int free = number;
            while (taken.contains(String.valueOf(free))) {
                free++;
            }
            id = String.valueOf(free);
        }
        if (!taken.add(id)) {
            throw new OrderRefusal.AlreadyExists("Line " + id);
        }
        return id;
    }

    private static OrderLine admit(NewLine line, String id, String currency) throws OrderRefusal {
        BigDecimal unitPrice = Amounts.exact(line.unitPrice(), currency, "lines.unitPrice");
        return new OrderLine(id, line.sku(), line.location(), Quantities.plain(line.quantity()), unitPrice);
    }
}
