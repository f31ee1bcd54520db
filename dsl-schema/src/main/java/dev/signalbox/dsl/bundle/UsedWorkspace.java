package dev.signalbox.dsl.bundle;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Rung;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a workspace that a flow uses, as {@code signalbox.yaml} would say it: its models with their fallbacks, the
 * shared actions it calls, the defaults. Environment, secrets and people are live; only the names that the flow mentions
 * stand here, so that the pinned flow can be checked on its own.
 */
final class UsedWorkspace {
    private static final Pattern OUTSIDE = Pattern.compile("\\b(env|secret)\\.([A-Za-z_][A-Za-z0-9_]*)");

    private final Workspace workspace;
    private final Flow flow;
    private final Set<ModelName> models = new TreeSet<>();
    private final Set<String> env = new TreeSet<>();
    private final Set<String> secrets = new TreeSet<>();
    private final Set<String> groups = new TreeSet<>();

    private UsedWorkspace(Workspace workspace, Flow flow) {
        this.workspace = workspace;
        this.flow = flow;
    }

    static Map<String, Object> of(Workspace workspace, Flow flow) {
        UsedWorkspace used = new UsedWorkspace(workspace, flow);
        used.collect();
        return used.write();
    }

    private void collect() {
        flow.states().values().forEach(this::state);
        flow.expressions().forEach(this::outside);
        for (Trigger trigger : flow.triggers()) {
            if (trigger instanceof Trigger.Http http) {
                secrets.add(http.signature().secret());
            }
        }
        for (ModelName name : models) {
            Workspace.Model model = workspace.models().get(name);
            if (model != null) {
                outside(model.baseUrl());
                outside(model.apiKey());
            }
        }
    }

    private void state(State state) {
        approve(state.approve());
        switch (state.verb()) {
            case LlmVerb llm -> llm(llm);
            case AskVerb ask -> {
                groups.addAll(ask.by());
                escalate(ask.escalate());
            }
            case ParallelVerb parallel -> parallel.branches().values().forEach(branch -> inner(branch.step()));
            case EachVerb each -> inner(each.step());
            case SetVerb set -> {}
            case CallVerb call -> {}
            case WaitVerb wait -> {}
            case FlowVerb child -> {}
            case EndVerb end -> {}
            case BranchVerb branch -> {}
        }
    }

    private void inner(InnerStep step) {
        approve(step.approve());
        if (step.verb() instanceof LlmVerb llm) {
            llm(llm);
        }
    }

    private void approve(@Nullable Approve approve) {
        if (approve != null) {
            groups.addAll(approve.by());
            escalate(approve.escalate());
        }
    }

    private void escalate(@Nullable Escalate escalate) {
        if (escalate != null) {
            groups.addAll(escalate.by());
        }
    }

    private void llm(LlmVerb llm) {
        model(llm.model());
        for (ContextItem item : llm.context().load()) {
            if (item.source() instanceof ContextItem.Source.Events events) {
                for (Rung rung : events.evict()) {
                    if (rung instanceof Rung.Summarise summarise) {
                        model(summarise.model());
                    }
                }
            }
        }
    }

    private void model(ModelName name) {
        Workspace.Model model = workspace.models().get(name);
        if (model != null && models.add(name)) {
            model.fallback().forEach(this::model);
        }
    }

    private void outside(Expr expr) {
        Matcher mention = OUTSIDE.matcher(expr.source());
        while (mention.find()) {
            (mention.group(1).equals("env") ? env : secrets).add(mention.group(2));
        }
    }

    private void outside(@Nullable Template template) {
        switch (template) {
            case null -> {}
            case Template.Literal literal -> {}
            case Template.Only only -> outside(only.expr());
            case Template.Interpolated text ->
                text.pieces().forEach(piece -> {
                    if (piece instanceof Template.Piece.Value value) {
                        outside(value.expr());
                    }
                });
            case Template.Fields fields -> fields.fields().values().forEach(this::outside);
            case Template.Items items -> items.items().forEach(this::outside);
        }
    }

    private Map<String, Object> write() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("signalbox", 1L);
        file.put("models", named("models", models.stream().map(ModelName::value).toList()));
        env.retainAll(workspace.env());
        file.put("env", new ArrayList<Object>(env));
        Map<String, Object> declared = new LinkedHashMap<>();
        secrets.stream().filter(workspace.secrets()::containsKey).forEach(name -> declared.put(name, Map.of()));
        file.put("secrets", declared);
        file.put("groups", new ArrayList<Object>(groups));
        file.put("actions", actions());
        if (workspace.source().get("defaults") instanceof Map<?, ?> defaults) {
            file.put("defaults", defaults);
        }
        return file;
    }

    /** Shared actions as written, with the schemas that stood in files of their own written out. */
    private Map<String, Object> actions() {
        List<String> names = new ArrayList<>();
        flow.actions().values().stream()
                .filter(Action::shared)
                .forEach(action -> names.add(action.name().value()));
        Map<String, Object> actions = new TreeMap<>();
        named("actions", names).forEach((name, written) -> {
            Action action = flow.actions().get(new ActionName(name));
            Map<String, Object> settings = new LinkedHashMap<>(Json.object(written));
            if (action != null) {
                settings.computeIfPresent(
                        "args", (key, schema) -> inlined(schema, action.args().json()));
                dev.signalbox.dsl.type.Schema returns = action.returns();
                if (returns != null) {
                    settings.computeIfPresent("returns", (key, schema) -> inlined(schema, returns.json()));
                }
            }
            actions.put(name, settings);
        });
        return actions;
    }

    private static Object inlined(Object written, Object schema) {
        return written instanceof Map<?, ?> map && map.containsKey("file") ? schema : written;
    }

    private Map<String, Object> named(String key, List<String> names) {
        Map<String, Object> picked = new TreeMap<>();
        if (workspace.source().get(key) instanceof Map<?, ?> all) {
            for (String name : names) {
                Object value = all.get(name);
                if (value != null) {
                    picked.put(name, value);
                }
            }
        }
        return picked;
    }
}
