package holdfast.inventory;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks two versions of a tree side by side and passes over the branches that they share. */
final class HoldTreeComparison {

    private final Comparator<Hold> order;
    private final Consumer<Hold> changed;
    private final Consumer<Hold> gone;
    private final Walk later = new Walk();
    private final Walk earlier = new Walk();

    HoldTreeComparison(Comparator<Hold> order, Consumer<Hold> changed, Consumer<Hold> gone) {
        this.order = order;
        this.changed = changed;
        this.gone = gone;
    }

    void run(HoldTree.@Nullable Node laterRoot, HoldTree.@Nullable Node earlierRoot) {
        later.pushBranch(laterRoot);
        earlier.pushBranch(earlierRoot);
        while (!later.isEmpty() || !earlier.isEmpty()) {
            if (later.isEmpty()) {
                gone.accept(earlier.nextHold());
            } else if (earlier.isEmpty()) {
                changed.accept(later.nextHold());
            } else if (later.peek().equals(earlier.peek())) {
                later.pop();
                earlier.pop();
            } else if (later.peek().size() > 1 || earlier.peek().size() > 1) {
                (later.peek().size() >= earlier.peek().size() ? later : earlier).open();
            } else {
                compareHolds();
            }
        }
    }

    private void compareHolds() {
        Hold here = later.peek().node().hold;
        Hold there = earlier.peek().node().hold;
        int side = order.compare(here, there);
        if (side > 0) {
            gone.accept(earlier.nextHold());
            return;
        }
        later.pop();
        if (side == 0) {
            earlier.pop();
        }
        if (side < 0 || !here.equals(there)) {
            changed.accept(here);
        }
    }

    /** What is next on a walk: a whole branch, or the hold of its root alone. */
    private record Step(HoldTree.Node node, boolean branch) {

        int size() {
            return branch ? node.size : 1;
        }
    }

    private static final class Walk {

        private final Deque<Step> steps = new ArrayDeque<>();

        private boolean isEmpty() {
            return steps.isEmpty();
        }

        private Step peek() {
            return steps.element();
        }

        private void pop() {
            steps.remove();
        }

        private void pushBranch(HoldTree.@Nullable Node node) {
            if (node != null) {
                steps.push(new Step(node, node.size > 1));
            }
        }

        private void open() {
            HoldTree.Node node = steps.pop().node;
            pushBranch(node.right);
            steps.push(new Step(node, false));
            pushBranch(node.left);
        }

        private Hold nextHold() {
            while (peek().branch()) {
                open();
            }
            return steps.pop().node.hold;
        }
    }
}
