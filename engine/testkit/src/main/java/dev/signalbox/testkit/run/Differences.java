package dev.signalbox.testkit.run;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is different between two values, two texts, two paths: as lines for a person. */
final class Differences {
    /** Most places of one comparison that are told. */
    private static final int MOST = 20;

    private static final int WIDEST = 300;

    private Differences() {}

    /** One place where two values differ; a null side has nothing there. */
    record Spot(
            String path,
            @Nullable Object expected,
            @Nullable Object actual) {
        String line() {
            String where = path.isEmpty() ? "" : path + ": ";
            if (actual == null) {
                return where + "expected " + text(expected) + ", and there is none";
            }
            return expected == null
                    ? where + "unexpected " + text(actual)
                    : where + "expected " + text(expected) + ", was " + text(actual);
        }
    }

    /**
     * Every place where the values differ.
     *
     * @param partial whether an object may have fields that the expectation does not name
     */
    static List<Spot> between(@Nullable Object expected, @Nullable Object actual, boolean partial) {
        List<Spot> spots = new ArrayList<>();
        compare("", expected, actual, partial, spots);
        return spots;
    }

    private static void compare(
            String path, @Nullable Object expected, @Nullable Object actual, boolean partial, List<Spot> spots) {
        if (spots.size() >= MOST) {
            return;
        }
        if (expected == null || actual == null) {
            if (expected != null || actual != null) {
                spots.add(new Spot(path, expected, actual));
            }
        } else if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> found) {
            Set<Object> keys = new LinkedHashSet<>(wanted.keySet());
            if (!partial) {
                keys.addAll(found.keySet());
            }
            for (Object key : keys) {
                compare(path + "/" + key, wanted.get(key), found.get(key), partial, spots);
            }
        } else if (expected instanceof List<?> wanted && actual instanceof List<?> found) {
            for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
                compare(path + "/" + i, at(wanted, i), at(found, i), partial, spots);
            }
        } else if (!Json.equal(expected, actual)) {
            spots.add(new Spot(path, expected, actual));
        }
    }

    private static @Nullable Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }

    /** Two paths beside each other, with the first step that differs marked. */
    static List<String> sideBySide(List<String> expected, List<String> actual) {
        int width = "expected".length();
        for (String step : expected) {
            width = Math.max(width, step.length());
        }
        List<String> lines = new ArrayList<>();
        lines.add("    " + padded("expected", width) + "  actual");
        boolean same = true;
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String left = i < expected.size() ? expected.get(i) : "";
            String right = i < actual.size() ? actual.get(i) : "";
            boolean first = same && !left.equals(right);
            same = same && left.equals(right);
            lines.add((first ? "  > " : "    ") + padded(left.isEmpty() ? "-" : left, width) + "  "
                    + (right.isEmpty() ? "-" : right));
        }
        return lines;
    }

    /** Where they first differ; -1 when they do not. */
    static int first(List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            if (i >= expected.size() || i >= actual.size() || !expected.get(i).equals(actual.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** What was taken away and added, line by line, between the lines that both begin and end with. */
    static List<String> lines(List<String> before, List<String> after) {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> lines = new ArrayList<>();
        before.subList(head, before.size() - tail).forEach(line -> lines.add("- " + line));
        after.subList(head, after.size() - tail).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    static String text(@Nullable Object value) {
        String text = value == null ? "nothing" : JsonText.write(value);
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
