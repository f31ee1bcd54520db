package dev.signalbox.dsl.format;

import dev.signalbox.dsl.format.Piece.Group;
import dev.signalbox.dsl.format.Piece.Part;
import dev.signalbox.dsl.format.Piece.Word;
import dev.signalbox.dsl.yaml.LineMap;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each comment to the part of the text that it speaks of: the one below it, the one it stands beside, or, at a
 * block's end, the block whose column it keeps.
 */
final class Attaching {
    private final LineMap lines;
    private final Deque<Remark> remarks;
    private final Deque<Integer> dashes;

    private Attaching(LineMap lines, Gaps gaps) {
        this.lines = lines;
        this.remarks = gaps.remarks();
        this.dashes = gaps.dashes();
    }

    static void attach(LineMap lines, Gaps gaps, Group root) {
        Attaching attaching = new Attaching(lines, gaps);
        attaching.dashes(root);
        attaching.group(root, Integer.MAX_VALUE, -1, 0);
        root.below.addAll(attaching.remarks);
    }

    private void dashes(Group group) {
        for (Part part : group.parts) {
            if (!group.mapping && !group.flow && !dashes.isEmpty()) {
                part.start = dashes.remove();
            }
            if (part.value instanceof Group inner) {
                dashes(inner);
            }
        }
    }

    /**
     * @param next where the text goes on behind the group, and in which column
     * @param own the least column of a comment that is the group's
     */
    private void group(Group group, int next, int column, int own) {
        if (group.flow && !group.parts.isEmpty()) {
            Remark first = taken(group.parts.getFirst().start);
            if (first != null && first.line() == lines.line(group.start)) {
                group.open = first;
            } else if (first != null) {
                group.parts.getFirst().above.add(first);
            }
        }
        for (int i = 0; i < group.parts.size(); i++) {
            Part part = group.parts.get(i);
            boolean last = i + 1 == group.parts.size();
            int after = !last ? group.parts.get(i + 1).start : group.flow ? group.end - 1 : next;
            int afterColumn = last || group.flow ? column : column(group);
            part(part, after, afterColumn);
        }
        below(group, next, column, own);
    }

    private void part(Part part, int next, int column) {
        takeAll(part.start, part.above);
        part.column = lines.column(part.start) - 1;
        part.apart = blankAbove(part.start);
        part.lower = part.key != null && lines.line(part.value.start()) > lines.line(part.key.end());
        between(part);
        if (part.value instanceof Group inner) {
            int own = column(inner);
            // A list may stand right below its key: what stands there behind it is the key's mapping's.
            boolean flush = part.key != null && own == part.column;
            group(inner, next, column, flush ? own + 1 : own);
            if (!inner.flow) {
                return;
            }
        }
        int end = lastLine(part);
        for (Remark remark = remarks.peek();
                remark != null && remark.line() == end && remark.offset() < next;
                remark = remarks.peek()) {
            remarks.remove();
            beside(part, remark);
        }
    }

    /** The comments between a key, or a dash, and its value. */
    private void between(Part part) {
        Word key = part.key;
        boolean block = part.value instanceof Group inner && !inner.flow;
        for (Remark remark = remarks.peek();
                remark != null && remark.offset() < part.value.start();
                remark = remarks.peek()) {
            if (key == null) {
                part.above.add(remark);
            } else if (part.beside == null && remark.line() == lines.line(key.end())) {
                part.beside = remark;
            } else if (block) {
                return;
            } else {
                part.above.add(remark);
            }
            remarks.remove();
        }
    }

    private static void beside(Part part, Remark remark) {
        if (part.beside != null) {
            part.above.add(part.beside);
        }
        part.beside = remark;
    }

    private void below(Group group, int next, int column, int own) {
        if (group.flow) {
            takeAll(group.end, group.below);
            return;
        }
        for (Remark remark = remarks.peek();
                remark != null && remark.offset() < next && remark.column() >= own && remark.column() > column;
                remark = remarks.peek()) {
            group.below.add(remarks.remove());
        }
    }

    private int column(Group group) {
        return lines.column(group.parts.isEmpty() ? group.start : group.parts.getFirst().start) - 1;
    }

    private int lastLine(Part part) {
        if (part.value instanceof Group group) {
            return lines.line(Math.max(group.start, group.end - 1));
        }
        Word word = (Word) part.value;
        if (word.style() == Word.Style.BLOCK) {
            return lines.line(word.start());
        }
        return lines.line(word.written().isEmpty() && part.key != null ? part.key.end() : word.end());
    }

    private boolean blankAbove(int offset) {
        int line = lines.line(offset);
        return line > 1 && lines.lineText(line - 1).isBlank();
    }

    private @Nullable Remark taken(int before) {
        Remark remark = remarks.peek();
        return remark != null && remark.offset() < before ? remarks.remove() : null;
    }

    private void takeAll(int before, List<Remark> into) {
        List<Remark> found = new ArrayList<>();
        for (Remark remark = taken(before); remark != null; remark = taken(before)) {
            found.add(remark);
        }
        into.addAll(found);
    }
}
