package dev.signalbox.dsl.format;

import dev.signalbox.dsl.format.Piece.Group;
import dev.signalbox.dsl.format.Piece.Part;
import java.util.ArrayList;
import java.util.List;

/** Puts the keys of a text into their order; each takes its comments along. */
final class Ordering {
    private Ordering() {}

    static void order(Group group, KeyOrder order) {
        for (Part part : group.parts) {
            if (part.value instanceof Group inner) {
                if (part.key == null && !inner.flow && !inner.parts.isEmpty()) {
                    handDown(part, inner.parts.getFirst());
                }
                order(inner, order.of(part));
                if (part.key == null && !inner.flow && !inner.parts.isEmpty()) {
                    takeUp(part, inner.parts.getFirst());
                }
            }
        }
        if (group.mapping) {
            sort(group, order);
        }
    }

    private static void sort(Group group, KeyOrder order) {
        List<Part> before = group.parts;
        List<Part> after = order.sorted(before);
        if (before.equals(after)) {
            return;
        }
        // A blank line parted what stood there before; what is put between others joins them.
        for (int i = 1; i < after.size(); i++) {
            Part part = after.get(i);
            int was = before.indexOf(part);
            if (was == 0 || before.get(was - 1) != after.get(i - 1)) {
                boolean large = part.value instanceof Group || after.get(i - 1).value instanceof Group;
                part.apart &= large || !part.above.isEmpty();
            }
        }
        group.parts = after;
    }

    /** A remark for the checker speaks of the line below it: of an item's first key, wherever that goes. */
    private static void handDown(Part item, Part first) {
        int at = 0;
        while (at < item.above.size() && !item.above.get(at).suppresses()) {
            at++;
        }
        List<Remark> speaking = item.above.subList(at, item.above.size());
        first.above.addAll(0, new ArrayList<>(speaking));
        speaking.clear();
    }

    /** What stands above an item's first key stands above its dash. */
    private static void takeUp(Part item, Part first) {
        item.above.addAll(first.above);
        first.above.clear();
    }
}
