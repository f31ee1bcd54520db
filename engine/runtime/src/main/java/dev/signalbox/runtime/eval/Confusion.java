package dev.signalbox.runtime.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of answers that pick one of a few: what the baseline picked (the rows) against what the variant did (the columns, {@code invalid} and
 * {@code failed} the last).
 *
 * @param labels of the rows and of the columns, in the schema's order where it has one
 * @param counts by row, then by column; what is missing is 0
 */
public record Confusion(List<String> labels, Map<String, Map<String, Integer>> counts) {
    public static final String INVALID = "(invalid)";
    public static final String FAILED = "(failed)";

    /** Null where the answers are no picks, or hidden. */
    static @Nullable Confusion of(List<Compared> all) {
        Set<String> labels = new LinkedHashSet<>();
        all.forEach(one -> labels.addAll(declared(one.schema())));
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        for (Compared one : all) {
            String before =
                    one.hidden() ? null : pick(one.schema(), one.baseline().value());
            Answer answer = one.answer();
            if (before == null || answer == null || !answer.counts()) {
                continue;
            }
            String after = column(one, answer);
            labels.add(before);
            labels.add(after);
            counts.computeIfAbsent(before, row -> new LinkedHashMap<>()).merge(after, 1, Integer::sum);
        }
        if (counts.isEmpty()) {
            return null;
        }
        List<String> ordered = new ArrayList<>(labels);
        ordered.removeAll(List.of(INVALID, FAILED));
        return new Confusion(ordered, counts);
    }

    /** The columns there are: the labels, then what came to nothing where anything did. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>(labels);
        for (String nothing : List.of(INVALID, FAILED)) {
            if (counts.values().stream().anyMatch(row -> row.containsKey(nothing))) {
                columns.add(nothing);
            }
        }
        return columns;
    }

    public int count(String before, String after) {
        return counts.getOrDefault(before, Map.of()).getOrDefault(after, 0);
    }

    private static String column(Compared one, Answer answer) {
        Object value = answer.value();
        if (value != null) {
            String picked = pick(one.schema(), value);
            // Another file may ask for something else in this place.
            return picked == null ? INVALID : picked;
        }
        return answer.fate() == Answer.Fate.FAILED ? FAILED : INVALID;
    }

    /** What an answer picks: a member of the schema's enum, yes or no, or a choice. */
    private static @Nullable String pick(Object schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> object && object.get("choice") instanceof String choice) {
            return choice;
        }
        boolean among = schema instanceof Map<?, ?> map && map.get("enum") instanceof List<?>;
        return value instanceof Boolean || (among && value != null && !(value instanceof Map<?, ?>))
                ? String.valueOf(value)
                : null;
    }

    private static List<String> declared(Object schema) {
        return schema instanceof Map<?, ?> map && map.get("enum") instanceof List<?> members
                ? members.stream().map(String::valueOf).toList()
                : List.of();
    }
}
