package dev.signalbox.runtime.view;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps redacted data out of what is shown of a log: the values saved under such names, and the results they were saved
 * from.
 */
public final class Redaction {
    /** What stands for a redacted value. */
    public static final String WORD = "[redacted]";

    /** Where an event keeps values by their data names. */
    private static final List<String> BY_NAME = List.of("data", "values", "saved", "set");

    /** Where an event keeps what a state's {@code save} is made from. */
    private static final List<String> RESULTS = List.of("result", "value", "answer", "payload", "output", "text");

    private final Flow flow;
    private final Set<String> names;

    public Redaction(Flow flow) {
        this.flow = flow;
        names = flow.data().values().stream()
                .filter(DataDecl::redact)
                .map(declared -> declared.name().value())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The event as it is shown. */
    public Map<String, Object> event(long seq, Event event) {
        Map<String, Object> shown = Codec.event(seq, event);
        if (names.isEmpty()) {
            return shown;
        }
        Map<String, Object> redacted = new LinkedHashMap<>(shown);
        for (String field : BY_NAME) {
            redacted.computeIfPresent(field, (key, values) -> values instanceof Map<?, ?> ? byName(values) : values);
        }
        if (event instanceof Event.RunForked forked) {
            redacted.computeIfPresent("record", (key, record) -> record(forked, Json.list(record)));
        }
        if (fillsRedacted(shown)) {
            RESULTS.forEach(field -> redacted.computeIfPresent(field, (key, value) -> WORD));
        }
        return redacted;
    }

    /** What another run was answered is saved here under the same names. */
    private List<Object> record(Event.RunForked forked, List<Object> entries) {
        List<Object> redacted = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Recollection its = forked.record().get(i);
            Map<String, Object> entry = new LinkedHashMap<>(Json.object(entries.get(i)));
            if (hides(new StepId(forked.run(), its.state(), its.visit(), its.slot()))) {
                entry.computeIfPresent("answer", (key, answer) -> {
                    Map<String, Object> hidden = new LinkedHashMap<>(Json.object(answer));
                    RESULTS.forEach(field -> hidden.computeIfPresent(field, (name, value) -> WORD));
                    return hidden;
                });
            }
            redacted.add(entry);
        }
        return redacted;
    }

    private Map<String, Object> byName(Object values) {
        Map<String, Object> redacted = new LinkedHashMap<>();
        Json.object(values).forEach((name, value) -> redacted.put(name, names.contains(name) ? WORD : value));
        return redacted;
    }

    private boolean fillsRedacted(Map<String, Object> event) {
        if (event.get("name") instanceof String name && names.contains(name)) {
            return true; // fetched data
        }
        return event.get("step") instanceof String text && hides(StepId.parse(text));
    }

    /** Whether what comes of this step is saved under a redacted name. */
    public boolean hides(StepId step) {
        if (names.contains(step.slot())) {
            return true;
        }
        State state = flow.states().get(step.state());
        return state != null && saves(state.save()).stream().anyMatch(name -> names.contains(name.value()));
    }

    private static Set<DataName> saves(@Nullable Save save) {
        return switch (save) {
            case null -> Set.of();
            case Save.Whole whole -> Set.of(whole.name());
            case Save.Mapping mapping -> mapping.names().keySet();
        };
    }
}
