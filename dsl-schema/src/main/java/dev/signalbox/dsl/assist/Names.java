package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of each sort that a file may use, and a few words on each. */
final class Names {
    private static final List<String> VERBS =
            List.of("call", "llm", "ask", "wait", "parallel", "each", "flow", "end", "set");

    private final Draft draft;
    private final @Nullable YamlNode tested;
    private final @Nullable Flow testedFlow;

    Names(Draft draft) {
        this.draft = draft;
        ReadFlow flow = draft.kind() == FileKind.TEST ? Paths.tested(draft) : null;
        this.tested = flow == null ? null : Paths.tree(flow.path(), flow.text());
        this.testedFlow = flow == null ? null : flow.flow();
    }

    /** The tree of the flow that the file is, or that it tests. */
    private @Nullable YamlNode flowTree() {
        return switch (draft.kind()) {
            case FLOW -> draft.root();
            case TEST -> tested;
            case WORKSPACE -> null;
        };
    }

    private @Nullable Flow flow() {
        return draft.kind() == FileKind.TEST ? testedFlow : draft.flow();
    }

    /** Every name of a sort, with what is said about it; {@code at} is where it is asked for. */
    Map<String, String> of(Sort sort, List<String> at) {
        Map<String, String> names = new LinkedHashMap<>();
        Workspace workspace = draft.workspace();
        switch (sort) {
            case STATE -> keys("states").forEach((name, node) -> names.put(name, verb(node)));
            case DATA -> keys("data").forEach((name, node) -> names.put(name, data(name)));
            case ACTION -> {
                keys("actions").forEach((name, node) -> names.put(name, action(name)));
                workspace.actions().keySet().forEach(name -> names.putIfAbsent(name.value(), action(name.value())));
            }
            case MODEL -> workspace.models().forEach((name, model) -> names.put(name.value(), model(model)));
            case PERSON -> {
                workspace.groups().forEach(group -> names.put(group, "group"));
                workspace.people().forEach((id, person) -> names.put(id, person.name()));
            }
            case FLOW -> draft.desk().signatures().names().forEach(name -> names.put(name.value(), flowWords(name)));
            case EVENT -> keys("events").forEach((name, node) -> names.put(name, "event"));
            case TYPE -> keys("types").forEach((name, node) -> names.put("#/types/" + name, "type"));
            case ITEM -> items(at).forEach((name, node) -> names.put(name, "context item"));
            case FILE -> Paths.near(draft, at).forEach(path -> names.put(path, "file"));
            case ENV -> workspace.env().forEach(name -> names.put(name, "environment name"));
            case SECRET -> workspace.secrets().keySet().forEach(name -> names.put(name, "secret"));
            case CHANNEL -> workspace.channels().forEach((name, channel) -> names.put(name, channel.kind()));
        }
        names.keySet().removeIf(name -> name.contains(Mending.MARK));
        return names;
    }

    private Map<String, YamlNode> keys(String section) {
        YamlNode tree = flowTree();
        return tree == null ? Map.of() : entries(Spot.node(tree, List.of(section)));
    }

    static Map<String, YamlNode> entries(@Nullable YamlNode node) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((name, entry) -> entries.put(name, entry.value()));
        }
        return entries;
    }

    /** The items that the model question around a place loads. */
    Map<String, YamlNode> items(List<String> at) {
        Map<String, YamlNode> items = new LinkedHashMap<>();
        int llm = at.lastIndexOf("llm");
        if (llm >= 0) {
            List<String> load = new java.util.ArrayList<>(at.subList(0, llm + 1));
            load.addAll(List.of("context", "load"));
            if (Spot.node(draft.root(), load) instanceof YamlNode.Sequence sequence) {
                for (YamlNode item : sequence.items()) {
                    String name = Spot.text(item, List.of("name"));
                    if (name != null) {
                        items.put(name, item);
                    }
                }
            }
        }
        return items;
    }

    static String verb(YamlNode state) {
        Set<String> keys = entries(state).keySet();
        for (String verb : VERBS) {
            if (keys.contains(verb)) {
                String text = Spot.text(state, List.of(verb));
                return text == null ? verb : verb + ": " + text;
            }
        }
        return "branch";
    }

    private String data(String name) {
        Flow flow = flow();
        var declared = flow == null ? null : flow.data().get(new dev.signalbox.dsl.model.DataName(name));
        return declared == null ? "data" : Types.words(declared.schema().type());
    }

    private String action(String name) {
        Action action = Paths.action(flow(), draft.workspace(), name);
        return action == null ? "action" : words(action);
    }

    /** {@code write, idempotent, of the workspace}. */
    static String words(Action action) {
        return action.effect().name().toLowerCase(Locale.ROOT)
                + (action.effect() == Action.Effect.WRITE
                        ? ", " + action.delivery().name().toLowerCase(Locale.ROOT)
                        : "")
                + (action.shared() ? ", of the workspace" : "");
    }

    /** {@code openai gpt-5-mini, window 128000}. */
    static String model(Workspace.Model model) {
        return model.provider().name().toLowerCase(Locale.ROOT)
                + (model.model() == null ? "" : " " + model.model())
                + (model.window() == null ? "" : ", window " + model.window());
    }

    private String flowWords(FlowName name) {
        ReadFlow read = draft.desk().loaded().flow(name);
        Flow flow = read == null ? null : read.flow();
        return flow == null || flow.title() == null ? "flow" : flow.title();
    }

    /** The action of that name that the file would call; null when there is none. */
    @Nullable
    Action called(ActionName name) {
        return Paths.action(flow(), draft.workspace(), name.value());
    }
}
