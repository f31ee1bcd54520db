package dev.signalbox.dsl.read;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.type.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the readers of one flow's parts share: the declarations read so far, and which actions are named. */
final class FlowScope {
    final Reading reading;
    final TemplateReader templates;
    final SchemaReader schemas;
    final Workspace workspace;
    final Map<DataName, DataDecl> data = new LinkedHashMap<>();
    final Map<ActionName, Action> actions = new LinkedHashMap<>();
    private final Set<ActionName> named = new LinkedHashSet<>();

    FlowScope(Reading reading, Workspace workspace) {
        this.reading = reading;
        this.workspace = workspace;
        this.templates = new TemplateReader(reading);
        this.schemas = new SchemaReader(reading);
    }

    ActionName named(String action) {
        ActionName name = new ActionName(action);
        named.add(name);
        return name;
    }

    /** The flow's own action of that name, else the workspace's, else null. */
    @Nullable
    Action action(ActionName name) {
        Action own = actions.get(name);
        return own != null ? own : workspace.actions().get(name);
    }

    @Nullable
    Schema dataSchema(DataName name) {
        DataDecl declared = data.get(name);
        return declared == null ? null : declared.schema();
    }

    /** Puts the workspace's actions that the flow names behind its own, their expressions numbered as this flow's. */
    void addShared() {
        Renumbering renumbering = new Renumbering(reading);
        for (ActionName name : named) {
            Action shared = workspace.actions().get(name);
            if (shared != null && !actions.containsKey(name)) {
                actions.put(name, renumbering.action(shared));
            }
        }
    }
}
