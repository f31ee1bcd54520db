package dev.signalbox.runtime.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.api.ReviewViews.LineView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two texts side by side lose no line of either. */
class LineDiffTest {
    private static final long SEED = Long.getLong("signalbox.seed", 33);

    @Test
    void the_same_text_has_no_rows() {
        assertEquals(List.of(), LineDiff.of("a\nb\n", "a\nb\n"));
    }

    @Test
    void a_changed_line_stands_beside_what_it_became_and_far_lines_are_folded() {
        String before = "1\n2\n3\n4\n5\n6\n7\nx\n";
        List<LineView> rows = LineDiff.of(before, before.replace("x", "y"));
        assertEquals(new LineView("skip", null, null, null, null, 4), rows.getFirst());
        assertEquals(new LineView("changed", 8, "x", 8, "y", null), rows.get(4));
        assertEquals("same", rows.getLast().kind());
    }

    @Test
    void what_was_added_or_removed_stands_alone() {
        assertEquals(
                List.of(
                        new LineView("same", 1, "a", 1, "a", null),
                        new LineView("added", null, null, 2, "b", null),
                        new LineView("same", 2, "", 3, "", null)),
                LineDiff.of("a\n", "a\nb\n"));
        assertEquals("removed", LineDiff.of("a\nb\n", "a\n").get(1).kind());
    }

    @Test
    void every_line_of_both_is_told_in_order() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            String before = text(random);
            String after = text(random);
            List<LineView> rows = LineDiff.of(before, after);
            if (rows.isEmpty()) {
                assertEquals(before, after, "seed " + SEED);
                continue;
            }
            assertEquals(numbers(rows, true), numbersOf(before), "seed " + SEED);
            assertEquals(numbers(rows, false), numbersOf(after), "seed " + SEED);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(14);
        for (int i = 0; i < lines; i++) {
            text.append((char) ('a' + random.nextInt(3))).append('\n');
        }
        return text.toString();
    }

    private static List<Integer> numbersOf(String text) {
        int lines = text.isEmpty() ? 0 : text.split("\n", -1).length;
        List<Integer> all = new ArrayList<>();
        for (int i = 1; i <= lines; i++) {
            all.add(i);
        }
        return all;
    }

    /** The numbers on one side, those of folded lines counted on. */
    private static List<Integer> numbers(List<LineView> rows, boolean left) {
        List<Integer> all = new ArrayList<>();
        for (LineView row : rows) {
            if (row.kind().equals("skip")) {
                int last = all.isEmpty() ? 0 : all.getLast();
                for (int i = 1; i <= Objects.requireNonNull(row.count()); i++) {
                    all.add(last + i);
                }
                continue;
            }
            Integer number = left ? row.left() : row.right();
            if (number != null) {
                all.add(number);
            }
        }
        return all;
    }

    @Test
    void texts_without_a_line_in_common_are_one_change_and_take_no_time() {
        String before = "a\n".repeat(60_000);
        String after = "b\n".repeat(60_000);
        List<LineView> rows = assertTimeout(Duration.ofSeconds(5), () -> LineDiff.of(before, after));
        assertTrue(rows.stream().limit(60_000).allMatch(row -> row.kind().equals("changed")));
    }
}
