package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a flow file into its model. It says everything about the file's form (families Y and, for literals, E208); whether
 * names, types and ways fit together is the checker's to say. Never throws at a user's file.
 */
public final class FlowReader {
    static final List<String> KEYS = List.of(
            "signalbox",
            "flow",
            "version",
            "title",
            "description",
            "owner",
            "types",
            "input",
            "output",
            "data",
            "actions",
            "events",
            "key",
            "limits",
            "otherwise",
            "triggers",
            "start",
            "states");
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){0,2}([-+][0-9A-Za-z.-]+)?");

    private final FlowScope scope;
    private final Reading reading;

    private FlowReader(FlowScope scope) {
        this.scope = scope;
        this.reading = scope.reading;
    }

    /**
     * @param path the file's path in the workspace
     * @param sources where files that the flow names are found, relative to the flow
     */
    public static ReadFlow read(String path, String text, Workspace workspace, Sources sources) {
        YamlFile yaml = YamlReader.read(path, text);
        Places places = new Places(yaml.root());
        Reading reading = new Reading(path, sources, places);
        YamlNode root = yaml.root();
        Flow flow = root == null ? null : new FlowReader(new FlowScope(reading, workspace)).flow(root);
        return new ReadFlow(
                path,
                text,
                flow,
                Header.ordered(yaml.diagnostics(), reading.diagnostics()),
                reading.files(),
                reading.media(),
                places,
                yaml.suppressions());
    }

    private @Nullable Flow flow(YamlNode root) {
        if (Fields.any(reading, root, "a flow file") == null || !Header.version(reading, root)) {
            return null;
        }
        Fields fields = Fields.open(reading, root, "a flow file", KEYS);
        if (fields == null) {
            return null;
        }
        fields.need("signalbox");
        YamlNode.Scalar name = fields.needText("flow");
        if (name != null) {
            Names.flow(reading, name);
        }
        Map<String, Schema> types = scope.schemas.types(fields.get("types"));
        Schema input = input(fields);
        Schema output = fields.has("output") ? scope.schemas.read(required(fields, "output")) : null;
        actions(fields);
        DataReader data = new DataReader(scope);
        data.data(fields.get("data"));
        Map<EventName, EventDecl> events = data.events(fields.get("events"));
        StateReader states = new StateReader(scope);
        Map<String, Route> otherwise = states.nexts().otherwise(fields.get("otherwise"), true);
        YamlNode.Scalar start = fields.needText("start");
        Map<StateName, State> read = states(fields, states);
        Template key = scope.templates.text(fields.get("key"));
        Limits limits = CommonReader.limits(reading, fields.get("limits"), CommonReader.FLOW_LIMITS)
                .or(scope.workspace.defaultLimits());
        List<Trigger> triggers = new TriggerReader(reading, scope.templates).read(fields);
        String version = version(fields);
        String title = fields.string("title");
        String description = fields.string("description");
        String owner = fields.string("owner");
        scope.addShared();
        if (name == null
                || name.text().isEmpty()
                || start == null
                || start.text().isEmpty()
                || read.isEmpty()) {
            return null;
        }
        return new Flow(
                new FlowName(name.text()),
                version,
                title,
                description,
                owner,
                types,
                input,
                output,
                java.util.Collections.unmodifiableMap(scope.data),
                java.util.Collections.unmodifiableMap(scope.actions),
                events,
                key,
                limits,
                CommonReader.day(reading, fields.get("limits")),
                otherwise,
                triggers,
                new StateName(start.text()),
                start.place(),
                read,
                List.copyOf(reading.expressions()),
                name.place());
    }

    private static YamlNode required(Fields fields, String key) {
        YamlNode node = fields.get(key);
        if (node == null) {
            throw new IllegalStateException("no " + key);
        }
        return node;
    }

    private Schema input(Fields fields) {
        YamlNode node = fields.get("input");
        if (node != null) {
            return scope.schemas.read(node);
        }
        Map<String, Object> empty = new LinkedHashMap<>();
        empty.put("type", "object");
        empty.put("additionalProperties", false);
        return scope.schemas.of(empty, fields.place());
    }

    private String version(Fields fields) {
        YamlNode.Scalar version = fields.text("version");
        if (version != null && !VERSION.matcher(version.text()).matches()) {
            reading.wrong(version, "a version such as `1.0.0`");
        }
        return version == null ? "0.0.0" : version.text();
    }

    private void actions(Fields fields) {
        YamlNode.Entry all = fields.entry("actions");
        if (all != null && scope.workspace.workspaceActionsOnly()) {
            Place place = all.key().place();
            reading.add(
                    Diagnostic.of(Code.Y006, place, "This workspace keeps flows from declaring actions of their own.")
                            .withHelp("Move them to `actions` in signalbox.yaml."));
        }
        ActionReader reader = new ActionReader(reading, scope.templates, scope.schemas, false);
        for (YamlNode.Entry entry : fields.entriesOf("actions")) {
            if (entry.name().isEmpty()) {
                Names.dashed(reading, entry.key());
            } else {
                Action action = reader.read(entry);
                scope.actions.put(action.name(), action);
            }
        }
    }

    private Map<StateName, State> states(Fields fields, StateReader reader) {
        YamlNode node = fields.need("states");
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty()) {
            reading.wrong(node, "a mapping with at least one state");
        }
        Map<StateName, State> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf("states")) {
            State state = reader.read(entry);
            found.put(state.name(), state);
        }
        return java.util.Collections.unmodifiableMap(found);
    }
}
