package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The models that a flow names, and their fallbacks. */
final class Models {
    private final Workspace workspace;
    private final SortedMap<ModelName, Workspace.Model> used = new TreeMap<>();

    private Models(Workspace workspace) {
        this.workspace = workspace;
    }

    static Map<ModelName, Workspace.Model> usedBy(Setting setting) {
        Models models = new Models(setting.workspace());
        for (State state : setting.flow().states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    models.add(llm.model());
                    llm.context().load().forEach(models::add);
                }
            }
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(models.used));
    }

    private void add(ContextItem item) {
        if (item.source() instanceof ContextItem.Source.Events events) {
            for (ContextItem.Rung rung : events.evict()) {
                if (rung instanceof ContextItem.Rung.Summarise summarise) {
                    add(summarise.model());
                }
            }
        }
    }

    private void add(ModelName name) {
        Workspace.Model model = workspace.models().get(name);
        if (model != null && used.putIfAbsent(name, model) == null) {
            model.fallback().forEach(this::add);
        }
    }
}
