package dev.signalbox.runtime.review;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import dev.signalbox.runtime.api.ReviewViews.LineView;
import java.util.ArrayList;
import java.util.List;

/**
 * Two texts side by side, row by row, with the lines that stay the same folded but for a few around each change. What comparing
 * line by line would take too long for is one change as a whole.
 */
public final class LineDiff {
    private static final int AROUND = 3;

    /** Of both sides together, once what both begin and end with is off: comparing takes up to the square of it in steps. */
    private static final int MOST_LINES = 5_000;

    private LineDiff() {}

    /** Empty when the texts are the same. */
    public static List<LineView> of(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<LineView> rows = rows(lines(before), lines(after));
        return folded(rows);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    private static List<LineView> rows(List<String> old, List<String> now) {
        List<LineView> rows = new ArrayList<>();
        int left = 0;
        int right = 0;
        for (AbstractDelta<String> delta : deltas(old, now)) {
            while (left < delta.getSource().getPosition()) {
                rows.add(same(old.get(left), ++left, ++right));
            }
            List<String> gone = delta.getSource().getLines();
            List<String> come = delta.getTarget().getLines();
            for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
                String was = i < gone.size() ? gone.get(i) : null;
                String is = i < come.size() ? come.get(i) : null;
                Integer at = was == null ? null : Integer.valueOf(++left);
                Integer to = is == null ? null : Integer.valueOf(++right);
                String kind = was == null ? "added" : is == null ? "removed" : "changed";
                rows.add(new LineView(kind, at, was, to, is, null));
            }
        }
        while (left < old.size()) {
            rows.add(same(old.get(left), ++left, ++right));
        }
        return rows;
    }

    private static LineView same(String text, int left, int right) {
        return new LineView("same", left, text, right, text, null);
    }

    private static List<AbstractDelta<String>> deltas(List<String> old, List<String> now) {
        int front = 0;
        int shorter = Math.min(old.size(), now.size());
        while (front < shorter && old.get(front).equals(now.get(front))) {
            front++;
        }
        int back = 0;
        while (back < shorter - front && old.get(old.size() - 1 - back).equals(now.get(now.size() - 1 - back))) {
            back++;
        }
        List<String> gone = old.subList(front, old.size() - back);
        List<String> come = now.subList(front, now.size() - back);
        if (gone.isEmpty() || come.isEmpty() || gone.size() + come.size() > MOST_LINES) {
            return List.of(new ChangeDelta<>(new Chunk<>(front, gone), new Chunk<>(front, come)));
        }
        List<AbstractDelta<String>> moved = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(gone, come).getDeltas()) {
            moved.add(new ChangeDelta<>(behind(delta.getSource(), front), behind(delta.getTarget(), front)));
        }
        return moved;
    }

    private static Chunk<String> behind(Chunk<String> chunk, int lines) {
        return new Chunk<>(chunk.getPosition() + lines, chunk.getLines());
    }

    /** A run of lines that are the same and far from every change is told by its length. */
    private static List<LineView> folded(List<LineView> rows) {
        boolean[] near = new boolean[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).kind().equals("same")) {
                for (int j = Math.max(0, i - AROUND); j <= Math.min(rows.size() - 1, i + AROUND); j++) {
                    near[j] = true;
                }
            }
        }
        List<LineView> folded = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (near[i]) {
                skip(folded, skipped);
                skipped = 0;
                folded.add(rows.get(i));
            } else {
                skipped++;
            }
        }
        skip(folded, skipped);
        return folded;
    }

    private static void skip(List<LineView> folded, int count) {
        if (count > 0) {
            folded.add(new LineView("skip", null, null, null, null, count));
        }
    }
}
