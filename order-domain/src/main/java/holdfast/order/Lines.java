package holdfast.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pcollections.TreePSet;

/**
 * The lines of an order.
 *
 * @param numbered the last number: numbers given to lines are never used again
 * @param changes the changes that took effect, so that none does twice
 * @param marks what a till noted on them
 */
public record Lines(List<OrderLine> all, int numbered, TreePSet<String> changes, LineMarks marks) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    static final Lines NONE = new Lines(List.of(), 0, TreePSet.empty(), LineMarks.NONE);

    static Lines of(List<OrderLine> lines) {
        return new Lines(List.copyOf(lines), lastNumber(0, lines), TreePSet.empty(), LineMarks.NONE);
    }

    Lines plus(String changeId, List<OrderLine> more) {
        List<OrderLine> lines = Stream.concat(all.stream(), more.stream()).toList();
        return new Lines(lines, lastNumber(numbered, more), changes.plus(changeId), marks);
    }

    Lines withQuantity(String changeId, String lineId, BigDecimal quantity) {
        List<OrderLine> lines = all.stream()
                .map(line -> line.lineId().equals(lineId) ? line.withQuantity(quantity) : line)
                .toList();
        return new Lines(lines, numbered, changes.plus(changeId), marks);
    }

    Lines without(String changeId, String lineId) {
        List<OrderLine> lines =
                all.stream().filter(line -> !line.lineId().equals(lineId)).toList();
        return new Lines(lines, numbered, changes.plus(changeId), marks.without(lineId));
    }

    Lines comped(String lineId) {
        return new Lines(all, numbered, changes, marks.comp(lineId));
    }

    Lines sent(List<String> lineIds) {
        return new Lines(all, numbered, changes, marks.send(lineIds));
    }

    public boolean isComped(String lineId) {
        return marks.comped().contains(lineId);
    }

    /** How often the line was sent. */
    public int sentCount(String lineId) {
        return marks.sent().getOrDefault(lineId, 0);
    }

    /** Each line takes a number, also one whose client chose its id; and a client may have chosen a higher number. */
    private static int lastNumber(int before, List<OrderLine> more) {
        int last = before;
        for (OrderLine line : more) {
            String id = line.lineId();
            last = Math.max(last + 1, NUMBER.matcher(id).matches() ? Integer.parseInt(id) : 0);
        }
        return last;
    }

    public Optional<OrderLine> find(String lineId) {
        return all.stream().filter(line -> line.lineId().equals(lineId)).findFirst();
    }

    boolean knows(String changeId) {
        return changes.contains(changeId);
    }

    BigDecimal total(String currency) {
        return all.stream().map(line -> amountOf(line, currency)).reduce(Amounts.zero(currency), BigDecimal::add);
    }

    /** A comped line costs nothing. */
    BigDecimal amountOf(OrderLine line, String currency) {
        return isComped(line.lineId()) ? Amounts.zero(currency) : Amounts.of(line, currency);
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
     * @throws OrderRefusal.InvalidAmount when a price does not fit the currency, or when nobody knows the currency, even
     *     without any line
     */
    List<OrderLine> admit(List<NewLine> asked, String currency) throws OrderRefusal {
        Amounts.known(currency);
        if (all.size() + asked.size() > Order.MAX_LINES) {
            throw new OrderRefusal.TooManyLines();
        }
        Set<String> taken = takenWith(asked);
        List<OrderLine> admitted = new ArrayList<>();
        int number = numbered;
        for (NewLine line : asked) {
            number++;
            String id = Objects.requireNonNullElse(line.lineId(), freeNumber(number, taken));
            taken.add(id);
            admitted.add(admit(line, id, currency));
        }
        return List.copyOf(admitted);
    }

    private Set<String> takenWith(List<NewLine> asked) throws OrderRefusal {
        Set<String> taken = new HashSet<>(all.stream().map(OrderLine::lineId).toList());
        for (NewLine line : asked) {
            if (line.lineId() != null && !taken.add(line.lineId())) {
                throw new OrderRefusal.AlreadyExists("Line " + line.lineId());
            }
        }
        return taken;
    }

    private static String freeNumber(int from, Set<String> taken) {
        int free = from;
        while (taken.contains(String.valueOf(free))) {
            free++;
        }
        return String.valueOf(free);
    }

    private static OrderLine admit(NewLine line, String id, String currency) throws OrderRefusal {
        BigDecimal unitPrice = Amounts.exact(line.unitPrice(), currency, "lines.unitPrice");
        return new OrderLine(id, line.sku(), line.location(), Quantities.plain(line.quantity()), unitPrice);
    }
}
