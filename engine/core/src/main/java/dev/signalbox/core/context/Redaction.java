package dev.signalbox.core.context;

import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code redact: true} data out of a prompt, by three doors: an expression cannot read it, an event that saved it
 * shows no value, and where its value turns up elsewhere (in a call's arguments, in another name) it is struck out. Values
 * shorter than {@value #SHORTEST} characters are struck out only where they stand alone: they are in every text.
 */
final class Redaction {
    static final String STRUCK = "[redacted]";
    private static final int SHORTEST = 4;

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> savers = new LinkedHashSet<>();
    private final List<String> texts = new ArrayList<>();
    private final Set<Object> values = new LinkedHashSet<>();

    Redaction(Flow flow, Scope scope) {
        for (DataDecl decl : flow.data().values()) {
            if (decl.redact()) {
                names.add(decl.name().value());
                Object value = scope.root(decl.name().value());
                if (value != null) {
                    collect(value);
                }
            }
        }
        // The longest first, so that a value that holds another one is struck out whole.
        texts.sort((a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b));
        if (!names.isEmpty()) {
            flow.states().values().stream()
                    .filter(this::saves)
                    .forEach(state -> savers.add(state.name().value()));
        }
    }

    private void collect(Object value) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(this::collect);
            case List<?> list -> list.forEach(this::collect);
            case String string -> collectText(string);
            case Number number -> collectNumber(number);
            default -> {
                // true and null: nothing that could be told from chance.
            }
        }
    }

    private void collectText(String string) {
        if (string.length() >= SHORTEST) {
            texts.add(string);
        } else if (!string.isEmpty()) {
            values.add(string);
        }
    }

    private void collectNumber(Number number) {
        // A 7 is in every text; a number of this size is somebody's.
        if (Math.abs(number.doubleValue()) >= 1000) {
            values.add(number);
        }
    }

    private boolean saves(State state) {
        if (saves(state.save())) {
            return true;
        }
        return switch (state.verb()) {
            case ParallelVerb parallel ->
                parallel.branches().values().stream()
                        .anyMatch(branch -> saves(branch.step().save()));
            case EachVerb each -> saves(each.step().save());
            default -> false;
        };
    }

    private boolean saves(@Nullable Save save) {
        return switch (save) {
            case null -> false;
            case Save.Whole whole -> names.contains(whole.name().value());
            case Save.Mapping mapping ->
                mapping.names().keySet().stream().map(DataName::value).anyMatch(names::contains);
        };
    }

    boolean hides(String root) {
        return names.contains(root);
    }

    /** Whether the value of this event is a value of redacted data. */
    boolean hidesValue(Recorded recorded) {
        return savers.contains(recorded.state().value())
                && switch (recorded.kind()) {
                    case RESULT, ANSWER, EVENT -> true;
                    case ERROR, DECISION -> false;
                };
    }

    /** The value with every redacted value in it struck out; the same object when there was none. */
    Object strike(Object value) {
        if (texts.isEmpty() && values.isEmpty()) {
            return value;
        }
        return switch (value) {
            case Map<?, ?> map -> strikeMap(map, value);
            case List<?> list -> strikeList(list, value);
            case String string -> values.contains(string) ? STRUCK : strikeText(string);
            default -> values.contains(value) ? STRUCK : value;
        };
    }

    private Object strikeMap(Map<?, ?> map, Object same) {
        Map<String, Object> struck = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, Object> entry : Json.object(map).entrySet()) {
            Object now = strike(entry.getValue());
            changed |= !now.equals(entry.getValue());
            struck.put(entry.getKey(), now);
        }
        return changed ? struck : same;
    }

    private Object strikeList(List<?> list, Object same) {
        List<Object> struck = new ArrayList<>();
        boolean changed = false;
        for (Object item : list) {
            Object now = strike(item);
            changed |= !now.equals(item);
            struck.add(now);
        }
        return changed ? struck : same;
    }

    private String strikeText(String string) {
        String struck = string;
        for (String text : texts) {
            if (struck.contains(text)) {
                struck = struck.replace(text, STRUCK);
            }
        }
        return struck;
    }
}
