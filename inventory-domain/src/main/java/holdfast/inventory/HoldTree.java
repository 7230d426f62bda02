package holdfast.inventory;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds in an order, with the sum of what they hold in each branch.
 *
 * <p>Persistent: each version shares what did not change with the one before. Everything costs O(log n), the sum of all
 * holds up to one included, and making a tree of holds that are in order already O(n). A weight-balanced tree: no branch
 * is more than three times as heavy as its sibling.
 */
final class HoldTree {

    private static final int HEAVIER = 3;
    private static final int ROTATED_ONCE = 2;

    private final Comparator<Hold> order;
    private final @Nullable Node root;

    private HoldTree(Comparator<Hold> order, @Nullable Node root) {
        this.order = order;
        this.root = root;
    }

    static HoldTree empty(Comparator<Hold> order) {
        return new HoldTree(order, null);
    }

    /** A tree of holds that are in order. */
    static HoldTree of(Comparator<Hold> order, List<Hold> sorted) {
        return new HoldTree(order, build(sorted, 0, sorted.size()));
    }

    private static @Nullable Node build(List<Hold> sorted, int from, int to) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        return new Node(build(sorted, from, middle), sorted.get(middle), build(sorted, middle + 1, to));
    }

    int size() {
        return size(root);
    }

    BigDecimal sum() {
        return sum(root);
    }

    /** The hold that is in the same place of the order. */
    @Nullable
    Hold find(Hold like) {
        Node node = root;
        while (node != null) {
            int side = order.compare(like, node.hold);
            if (side == 0) {
                return node.hold;
            }
            node = side < 0 ? node.left : node.right;
        }
        return null;
    }

    @Nullable
    Hold first() {
        Node node = root;
        while (node != null && node.left != null) {
            node = node.left;
        }
        return node == null ? null : node.hold;
    }

    /** What the first holds sum up to, as far as they are included; none behind one that is not may be. */
    BigDecimal sumWhile(Predicate<Hold> included) {
        BigDecimal sum = BigDecimal.ZERO;
        Node node = root;
        while (node != null) {
            if (included.test(node.hold)) {
                sum = sum.add(sum(node.left)).add(node.hold.quantity());
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return sum;
    }

    /** With a hold, in the place of the one that is there. */
    HoldTree plus(Hold hold) {
        return new HoldTree(order, plus(root, hold));
    }

    private Node plus(@Nullable Node node, Hold hold) {
        if (node == null) {
            return new Node(null, hold, null);
        }
        int side = order.compare(hold, node.hold);
        if (side == 0) {
            return new Node(node.left, hold, node.right);
        }
        return side < 0
                ? balanced(plus(node.left, hold), node.hold, node.right)
                : balanced(node.left, node.hold, plus(node.right, hold));
    }

    /** Without the hold that is in the same place of the order, if there is one. */
    HoldTree minus(Hold hold) {
        Node without = minus(root, hold);
        return without == root ? this : new HoldTree(order, without);
    }

    private @Nullable Node minus(@Nullable Node node, Hold hold) {
        if (node == null) {
            return null;
        }
        int side = order.compare(hold, node.hold);
        if (side == 0) {
            return joined(node.left, node.right);
        }
        Node left = side < 0 ? minus(node.left, hold) : node.left;
        Node right = side < 0 ? node.right : minus(node.right, hold);
        return left == node.left && right == node.right ? node : balanced(left, node.hold, right);
    }

    private static @Nullable Node joined(@Nullable Node left, @Nullable Node right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        Node next = right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(left, next.hold, withoutFirst(right));
    }

    private static @Nullable Node withoutFirst(Node node) {
        return node.left == null ? node.right : balanced(withoutFirst(node.left), node.hold, node.right);
    }

    private static Node balanced(@Nullable Node left, Hold hold, @Nullable Node right) {
        if (size(left) + size(right) > 1) {
            if (right != null && weight(right) > HEAVIER * weight(left)) {
                return raisedRight(left, hold, right);
            }
            if (left != null && weight(left) > HEAVIER * weight(right)) {
                return raisedLeft(left, hold, right);
            }
        }
        return new Node(left, hold, right);
    }

    private static Node raisedRight(@Nullable Node left, Hold hold, Node right) {
        Node inner = right.left;
        if (inner == null || weight(inner) < ROTATED_ONCE * weight(right.right)) {
            return new Node(new Node(left, hold, inner), right.hold, right.right);
        }
        return new Node(new Node(left, hold, inner.left), inner.hold, new Node(inner.right, right.hold, right.right));
    }

    private static Node raisedLeft(Node left, Hold hold, @Nullable Node right) {
        Node inner = left.right;
        if (inner == null || weight(inner) < ROTATED_ONCE * weight(left.left)) {
            return new Node(left.left, left.hold, new Node(inner, hold, right));
        }
        return new Node(new Node(left.left, left.hold, inner.left), inner.hold, new Node(inner.right, hold, right));
    }

    /** How many holds are passed on the way to the deepest one. */
    int depth() {
        return depth(root);
    }

    private static int depth(@Nullable Node node) {
        return node == null ? 0 : 1 + Math.max(depth(node.left), depth(node.right));
    }

    /** In their order. */
    Iterator<Hold> iterator() {
        return new InOrder(root);
    }

    /**
     * Tells in what this tree differs from an earlier version of it, whose branches it mostly shares: those cost nothing.
     *
     * @param changed takes the holds that the earlier one has not, or not so
     * @param gone takes those that only the earlier one has
     */
    void compare(HoldTree earlier, Consumer<Hold> changed, Consumer<Hold> gone) {
        new HoldTreeComparison(order, changed, gone).run(root, earlier.root);
    }

    private static int size(@Nullable Node node) {
        return node == null ? 0 : node.size;
    }

    private static int weight(@Nullable Node node) {
        return size(node) + 1;
    }

    private static BigDecimal sum(@Nullable Node node) {
        return node == null ? BigDecimal.ZERO : node.sum();
    }

    /** A hold between the branches of those before and behind it. */
    static final class Node {

        final @Nullable Node left;
        final Hold hold;
        final @Nullable Node right;
        final int size;
        /** Null until somebody asks for it: of one of its orders nobody does. */
        private @Nullable BigDecimal sum;

        private Node(@Nullable Node left, Hold hold, @Nullable Node right) {
            this.left = left;
            this.hold = hold;
            this.right = right;
            this.size = HoldTree.size(left) + 1 + HoldTree.size(right);
        }

        /** It does not matter when two threads come to the same at the same time. */
        private BigDecimal sum() {
            BigDecimal known = sum;
            if (known == null) {
                known = HoldTree.sum(left).add(hold.quantity()).add(HoldTree.sum(right));
                sum = known;
            }
            return known;
        }
    }

    private static final class InOrder implements Iterator<Hold> {

        private final Deque<Node> path = new ArrayDeque<>();

        private InOrder(@Nullable Node root) {
            descend(root);
        }

        private void descend(@Nullable Node from) {
            for (Node node = from; node != null; node = node.left) {
                path.push(node);
            }
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public Hold next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            Node node = path.pop();
            descend(node.right);
            return node.hold;
        }
    }
}
