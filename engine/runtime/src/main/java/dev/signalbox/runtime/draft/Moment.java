package dev.signalbox.runtime.draft;

import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run at some moment as a person writes it down: {@code {"input", "data", "events"}}, and where it matters {@code now},
 * {@code run}, {@code item}, {@code index} and {@code summaries}. Refuses what the flow's schemas refuse.
 */
public final class Moment {
    private static final Set<String> KEYS =
            Set.of("input", "data", "events", "now", "run", "item", "index", "error", "decision", "summaries");

    private final String called;
    private final Map<String, Object> roots = new LinkedHashMap<>();
    private final List<Recorded> history;
    private final Instant now;
    private final Object item;
    private final Object index;
    private final Map<String, String> summaries = new LinkedHashMap<>();

    private Moment(Flow flow, Map<String, Object> given, String called) {
        this.called = called;
        given.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw refused(called + " has the key '" + key + "'; it takes "
                    + String.join(", ", KEYS.stream().sorted().toList()));
        });
        this.now = given.containsKey("now") ? time(given.get("now"), "now") : Instant.EPOCH;
        this.item = given.getOrDefault("item", Json.NULL);
        this.index = given.getOrDefault("index", 0L);
        roots.put("input", fit(flow.input(), given.getOrDefault("input", Map.of()), "input"));
        roots.put("run", run(flow, object(given, "run")));
        for (String root : List.of("error", "decision")) {
            if (given.containsKey(root)) {
                roots.put(root, object(given, root));
            }
        }
        data(flow, object(given, "data"));
        this.history = history(flow, given.getOrDefault("events", List.of()));
        object(given, "summaries").forEach((name, text) -> {
            if (!(text instanceof String words)) {
                throw refused(called + ": the summary of " + name + " must be a text");
            }
            summaries.put(name, words);
        });
    }

    /** @param called what refusals call the data: {@code --data}, {@code the data} */
    public static Moment of(Flow flow, Map<String, Object> given, String called) {
        return new Moment(flow, given, called);
    }

    String called() {
        return called;
    }

    /** What a root of expressions reads: {@code input}, {@code run}, {@code error}, {@code decision}, a name of data; null for what is not there. */
    @Nullable
    Object root(String name) {
        return roots.get(name);
    }

    public Scope scope() {
        return roots::get;
    }

    /** The scope inside an {@code each} whose item has that name. */
    public Scope scope(String itemName) {
        return scope().with(itemName, item).with("index", index);
    }

    public List<Recorded> history() {
        return history;
    }

    /** By an item's name, the text that a model is taken to have made of its older events. */
    public Map<String, String> summaries() {
        return summaries;
    }

    /** The time of the call, the start of 1970 when nothing says another: the same file gives the same bytes. */
    public Instant now() {
        return now;
    }

    private void data(Flow flow, Map<String, Object> given) {
        for (DataDecl declared : flow.data().values()) {
            String name = declared.name().value();
            Object value = given.containsKey(name)
                    ? fit(declared.schema(), given.get(name), "data." + name)
                    : declared.initial();
            if (value != null) {
                roots.put(name, value);
            }
        }
        given.keySet().stream()
                .filter(name -> name.isEmpty() || !flow.data().containsKey(new DataName(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw refused("the flow " + flow.name() + " has no data '" + name + "'");
                });
    }

    private static Map<String, Object> run(Flow flow, Map<String, Object> given) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", "00000000-0000-7000-8000-000000000000");
        facts.put("flow", flow.name().value());
        facts.put("version", flow.version());
        facts.put("key", "");
        facts.put("started_at", Instant.EPOCH.toString());
        facts.put("started_by", "operator");
        Map<String, Object> visits = new LinkedHashMap<>();
        flow.states().keySet().forEach(state -> visits.put(state.value(), 1L));
        facts.put("visits", visits);
        facts.putAll(given);
        return facts;
    }

    private List<Recorded> history(Flow flow, @Nullable Object given) {
        if (!(given instanceof List<?> list)) {
            throw refused(called + ": events must be a list");
        }
        List<Recorded> history = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof Map<?, ?>)) {
                throw refused(called + ": each event must be an object with state, kind and value");
            }
            history.add(event(flow, history.size() + 1, Json.object(one)));
        }
        return history;
    }

    private Recorded event(Flow flow, int number, Map<String, Object> event) {
        String where = called + ": event " + number;
        Object state = event.get("state");
        if (!(state instanceof String name) || name.isEmpty() || !flow.states().containsKey(new StateName(name))) {
            throw refused(where + " needs a state of the flow, not " + state);
        }
        Recorded.Kind kind = Arrays.stream(Recorded.Kind.values())
                .filter(known -> known.text().equals(event.get("kind")))
                .findFirst()
                .orElseThrow(() -> refused(where + " needs a kind: "
                        + String.join(
                                ", ",
                                Arrays.stream(Recorded.Kind.values())
                                        .map(Recorded.Kind::text)
                                        .toList())));
        Object value = event.get("value");
        if (value == null) {
            throw refused(where + " needs a value");
        }
        return new Recorded(
                number,
                new StateName(name),
                event.get("visit") instanceof Long visit ? visit.intValue() : 1,
                kind,
                event.get("call"),
                value,
                event.containsKey("at") ? time(event.get("at"), where + ": at") : Instant.EPOCH);
    }

    private Object fit(Schema schema, @Nullable Object value, String what) {
        return switch (schema.fit(value == null ? Json.NULL : value)) {
            case Schema.Fit.Fits fits -> fits.value();
            case Schema.Fit.Misfit misfit -> {
                Schema.Problem first = misfit.problems().getFirst();
                throw refused(called + ": " + what + first.pointer() + " does not fit: " + first.message());
            }
        };
    }

    private Map<String, Object> object(Map<String, Object> given, String key) {
        Object value = given.getOrDefault(key, Map.of());
        if (value instanceof Map<?, ?>) {
            return Json.object(value);
        }
        throw refused(called + ": " + key + " must be an object");
    }

    private static Instant time(@Nullable Object value, String what) {
        try {
            return Instant.parse(String.valueOf(value));
        } catch (DateTimeException wrong) {
            throw refused(what + " must be a time like 2026-01-31T12:00:00Z");
        }
    }

    private static Problem refused(String sentence) {
        return new Problem(Problem.Kind.INVALID, sentence);
    }
}
