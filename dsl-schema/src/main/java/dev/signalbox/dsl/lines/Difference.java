package dev.signalbox.dsl.lines;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import java.util.List;

/**
 * The changes that lead from some lines to others. The search costs time and memory with the square of what differs, so it is
 * made over at most {@value #MOST} lines; where more lie between the first change and the last, that stretch is one change.
 */
final class Difference {
    private static final int MOST = 4_000;

    private Difference() {}

    static Patch<String> of(List<String> before, List<String> after) {
        if (before.size() + after.size() <= MOST) {
            return DiffUtils.diff(before, after);
        }
        int least = Math.min(before.size(), after.size());
        int head = 0;
        while (head < least && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < least - head && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> gone = before.subList(head, before.size() - tail);
        List<String> come = after.subList(head, after.size() - tail);
        Patch<String> found = new Patch<>();
        if (gone.size() + come.size() > MOST) {
            found.addDelta(delta(new Chunk<>(head, gone), new Chunk<>(head, come)));
            return found;
        }
        for (AbstractDelta<String> delta : DiffUtils.diff(gone, come).getDeltas()) {
            found.addDelta(delta(moved(delta.getSource(), head), moved(delta.getTarget(), head)));
        }
        return found;
    }

    private static Chunk<String> moved(Chunk<String> chunk, int by) {
        return new Chunk<>(chunk.getPosition() + by, chunk.getLines());
    }

    private static AbstractDelta<String> delta(Chunk<String> gone, Chunk<String> come) {
        if (gone.size() == 0) {
            return new InsertDelta<>(gone, come);
        }
        return come.size() == 0 ? new DeleteDelta<>(gone, come) : new ChangeDelta<>(gone, come);
    }
}
