package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a schema changed.
 *
 * @param parts what is different, each a clause
 */
record SchemaChange(Direction direction, List<String> parts) {
    private static final int MOST = 3;
    private static final int DEEPEST = 12;

    enum Direction {
        SAME,
        /** It takes everything that it took, and more. */
        WIDER,
        /** It takes nothing that it did not take. */
        NARROWER,
        /** Some values are new to it and some it takes no more, or nobody can tell. */
        OTHER;

        /** One of three, by the direction. */
        Kind kind(Kind wider, Kind narrower, Kind other) {
            return switch (this) {
                case WIDER -> wider;
                case NARROWER -> narrower;
                case OTHER, SAME -> other;
            };
        }
    }

    /** Of two {@link SchemaForm}s. */
    static SchemaChange of(@Nullable Object before, @Nullable Object after) {
        Object was = before == null ? true : before;
        Object is = after == null ? true : after;
        if (was.equals(is)) {
            return new SchemaChange(Direction.SAME, List.of());
        }
        boolean more = Containment.holds(is, was);
        boolean less = Containment.holds(was, is);
        List<String> parts = new ArrayList<>();
        if (!(more && less)) {
            differences("", was, is, parts, 0);
        }
        return new SchemaChange(
                more && less ? Direction.SAME : more ? Direction.WIDER : less ? Direction.NARROWER : Direction.OTHER,
                parts);
    }

    boolean same() {
        return direction == Direction.SAME;
    }

    /** {@code takes more than before: `amount.maximum` was 500, is 5000}. */
    String words() {
        String how = switch (direction) {
            case WIDER -> "takes more than before";
            case NARROWER -> "takes less than before";
            case OTHER, SAME -> "takes something else than before";
        };
        int more = parts.size() - MOST;
        return how
                + (parts.isEmpty() ? "" : ": " + String.join("; ", parts.subList(0, Math.min(MOST, parts.size()))))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private static void differences(
            String at, @Nullable Object before, @Nullable Object after, List<String> parts, int depth) {
        if (before == null || after == null || before.equals(after)) {
            return;
        }
        if (!(before instanceof Map<?, ?> a) || !(after instanceof Map<?, ?> b) || depth > DEEPEST) {
            parts.add(name(at, "it") + " " + Words.change(before, after));
            return;
        }
        Map<String, Object> was = Json.object(a);
        Map<String, Object> is = Json.object(b);
        Set<String> keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        for (String key : keys) {
            Object old = was.get(key);
            Object now = is.get(key);
            if (old != null && old.equals(now)) {
                continue;
            }
            switch (key) {
                case "properties" -> fields(at, Containment.fields(was), Containment.fields(is), parts, depth);
                case "items", "additionalProperties" -> {
                    if (old instanceof Map<?, ?> && now instanceof Map<?, ?>) {
                        differences(at + "[]", old, now, parts, depth + 1);
                    } else {
                        parts.add(name(step(at, key), "") + " " + Words.change(old, now));
                    }
                }
                case "enum", "required" -> members(at, key, old, now, parts);
                default -> parts.add(name(step(at, key), "") + " " + Words.change(old, now));
            }
        }
    }

    private static void fields(
            String at, Map<String, Object> was, Map<String, Object> is, List<String> parts, int depth) {
        was.forEach((field, schema) -> {
            if (is.containsKey(field)) {
                differences(step(at, field), schema, is.get(field), parts, depth + 1);
            } else {
                parts.add(name(step(at, field), "") + " is gone");
            }
        });
        is.keySet().stream()
                .filter(field -> !was.containsKey(field))
                .forEach(field -> parts.add(name(step(at, field), "") + " is new"));
    }

    private static void members(String at, String key, @Nullable Object old, @Nullable Object now, List<String> parts) {
        if (key.equals("enum") && (old == null || now == null)) {
            parts.add(name(step(at, key), "") + " " + Words.change(old, now));
            return;
        }
        List<Object> gone = new ArrayList<>(old == null ? List.of() : Json.list(old));
        List<Object> added = new ArrayList<>(now == null ? List.of() : Json.list(now));
        List<Object> both = List.copyOf(gone);
        gone.removeAll(added);
        added.removeAll(both);
        String subject = name(at, "it");
        if (!added.isEmpty()) {
            parts.add(
                    key.equals("enum")
                            ? subject + " also takes " + Words.each(added)
                            : Words.each(added.stream()
                                            .map(field -> step(at, (String) field))
                                            .toList()) + " must be there");
        }
        if (!gone.isEmpty()) {
            parts.add(
                    key.equals("enum")
                            ? subject + " takes " + Words.each(gone) + " no more"
                            : Words.each(gone.stream()
                                            .map(field -> step(at, (String) field))
                                            .toList()) + " may be missing");
        }
    }

    private static String step(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    private static String name(String at, String without) {
        return at.isEmpty() ? without : "`" + at + "`";
    }
}
