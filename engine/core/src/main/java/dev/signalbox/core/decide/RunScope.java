package dev.signalbox.core.decide;

import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code input}, {@code run}, {@code error}, {@code decision} and each name of data mean in a run. */
public record RunScope(Flow flow, Run run) implements Scope {
    @Override
    public @Nullable Object root(String name) {
        return switch (name) {
            case "input" -> run.input();
            case "run" -> facts();
            case "error" -> run.memory().error();
            case "decision" -> run.memory().decision();
            default -> name.isEmpty() ? null : run.data().get(new DataName(name));
        };
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", run.id().value());
        facts.put("flow", run.flow().value());
        facts.put("version", run.version());
        facts.put("key", run.key() == null ? "" : run.key());
        facts.put("started_at", run.startedAt().toString());
        facts.put("started_by", run.startedBy());
        Map<String, Object> visits = new LinkedHashMap<>();
        for (StateName state : flow.states().keySet()) {
            visits.put(state.value(), (long) run.visits().getOrDefault(state, 0));
        }
        facts.put("visits", visits);
        return facts;
    }

    /** A scope in which data has these values over the run's. */
    public static Scope over(Scope scope, Map<DataName, Object> values) {
        return name -> {
            Object value = name.isEmpty() ? null : values.get(new DataName(name));
            return value != null ? value : scope.root(name);
        };
    }
}
