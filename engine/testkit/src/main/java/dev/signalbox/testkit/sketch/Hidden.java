package dev.signalbox.testkit.sketch;

import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps what a run had under names with {@code redact: true} out of a test: each such text, and each such number from
 * {@value #LEAST}, is another wherever it stands, and the same one each time, so that what belonged together still does. Shorter
 * texts and smaller numbers are struck out only where they stand alone in redacted data's own places, for they are in every text.
 */
final class Hidden {
    private static final int SHORTEST = 4;
    private static final int LEAST = 1000;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<Number, Number> numbers = new LinkedHashMap<>();
    private final UnaryOperator<String> secrets;

    Hidden(List<LoggedRun> runs, UnaryOperator<String> secrets) {
        this.secrets = secrets;
        Set<String> found = new LinkedHashSet<>();
        runs.forEach(run -> collect(run, found));
        List<String> longest = new ArrayList<>(found);
        longest.sort(Comparator.comparingInt(String::length).reversed());
        longest.forEach(text -> texts.put(text, "redacted " + (texts.size() + 1)));
    }

    boolean isEmpty() {
        return texts.isEmpty() && numbers.isEmpty();
    }

    private void collect(LoggedRun run, Set<String> found) {
        Map<DataName, DataDecl> declared = run.flow().flow().data();
        if (declared.values().stream().noneMatch(DataDecl::redact)) {
            return;
        }
        for (Event event : run.events()) {
            switch (event) {
                case Event.RunStarted started -> collect(started.data(), declared, found);
                case Event.ValuesSet set -> collect(set.values(), declared, found);
                case Event.StateCompleted done -> {
                    collect(done.saved(), declared, found);
                    collect(done.set(), declared, found);
                }
                case Event.DataFetched fetched -> collect(Map.of(fetched.name(), fetched.value()), declared, found);
                case Event.HoldEdited edited -> collect(edited.values(), declared, found);
                default -> {
                    // Writes no data.
                }
            }
        }
    }

    private void collect(Map<DataName, Object> values, Map<DataName, DataDecl> declared, Set<String> found) {
        values.forEach((name, value) -> {
            DataDecl decl = declared.get(name);
            if (decl != null && decl.redact()) {
                leaves(value, found);
            }
        });
    }

    private void leaves(Object value, Set<String> found) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(part -> leaves(part, found));
            case List<?> list -> list.forEach(part -> leaves(part, found));
            case String text -> {
                if (text.length() >= SHORTEST) {
                    found.add(text);
                }
            }
            case Number number -> {
                if (Math.abs(number.doubleValue()) >= LEAST) {
                    numbers.computeIfAbsent(number, known -> like(known, LEAST + numbers.size() + 1L));
                }
            }
            default -> {
                // true and null: nothing that could be told from chance.
            }
        }
    }

    private static Number like(Number known, long other) {
        return known instanceof Double ? (Number) (double) other : (Number) other;
    }

    /** The value with another in the place of each that is hidden. */
    Object strike(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> struck = new LinkedHashMap<>();
                Json.object(map).forEach((key, part) -> struck.put(strike(key), strike(part)));
                yield struck;
            }
            case List<?> list -> list.stream().map(this::strike).toList();
            case String text -> strike(text);
            case Number number -> numbers.getOrDefault(number, number);
            default -> value;
        };
    }

    private String strike(String text) {
        String struck = text;
        for (Map.Entry<String, String> hidden : texts.entrySet()) {
            struck = struck.replace(hidden.getKey(), hidden.getValue());
        }
        return secrets.apply(struck);
    }
}
