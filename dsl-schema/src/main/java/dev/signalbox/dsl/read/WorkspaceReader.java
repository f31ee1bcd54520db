package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Lint;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code signalbox.yaml} into its model. Never throws at a user's file. */
public final class WorkspaceReader {
    /** The workspace file's path in its folder. */
    public static final String FILE = "signalbox.yaml";

    static final List<String> KEYS = List.of(
            "signalbox",
            "models",
            "env",
            "secrets",
            "groups",
            "people",
            "http",
            "exec",
            "mcp",
            "actions",
            "channels",
            "auth",
            "defaults",
            "limits",
            "replies",
            "stand_ins",
            "retention",
            LintReader.KEY);

    private static final String WORKSPACE_ONLY = "workspace_only";

    private final Reading reading;
    private final TemplateReader templates;
    private Lint lint = Lint.NONE;

    private WorkspaceReader(Reading reading) {
        this.reading = reading;
        this.templates = new TemplateReader(reading);
    }

    public static ReadWorkspace read(String text, Sources sources) {
        YamlFile yaml = YamlReader.read(FILE, text);
        Places places = new Places(yaml.root());
        Reading reading = new Reading(FILE, sources, places);
        YamlNode root = yaml.root();
        WorkspaceReader reader = new WorkspaceReader(reading);
        Workspace workspace = root == null ? empty() : reader.workspace(root);
        return new ReadWorkspace(
                text,
                workspace,
                reader.lint,
                Header.ordered(LintReader.withoutOff(yaml.diagnostics()), reading.diagnostics()),
                places,
                yaml.suppressions());
    }

    /** A workspace in which nothing is declared. */
    public static Workspace empty() {
        return new Workspace(
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                List.of(),
                Map.of(),
                Map.of(),
                false,
                Map.of(),
                Workspace.Auth.TOKENS,
                Limits.NONE,
                null,
                null,
                null,
                Map.of(),
                null,
                Map.of("signalbox", 1L),
                List.of(),
                YamlReader.top(FILE));
    }

    private Workspace workspace(YamlNode root) {
        if (Fields.any(reading, root, "a workspace file") == null || !Header.version(reading, root)) {
            return empty();
        }
        Fields fields = Fields.open(reading, root, "a workspace file", KEYS);
        if (fields == null) {
            return empty();
        }
        fields.need("signalbox");
        lint = LintReader.read(reading, fields);
        ChannelReader channels = new ChannelReader(reading, templates);
        PeopleReader people = new PeopleReader(reading, channels);
        Fields http = Fields.open(reading, fields.get("http"), "`http`", List.of("allow", "per_host"));
        Fields exec = Fields.open(reading, fields.get("exec"), "`exec`", List.of("allow"));
        Fields mcp = Fields.open(reading, fields.get("mcp"), "`mcp`", List.of("servers"));
        Fields defaults = Fields.open(reading, fields.get("defaults"), "`defaults`", List.of("limits", "context"));
        Fields context =
                defaults == null ? null : Fields.open(reading, defaults.get("context"), "`context`", List.of("budget"));
        // Of a run they are the flows' own, or the defaults.
        Fields limits = Fields.open(reading, fields.get("limits"), "`limits`", List.of("day"));
        Fields retention = Fields.open(reading, fields.get("retention"), "`retention`", List.of("payloads"));
        return new Workspace(
                new ModelReader(reading, templates).models(fields),
                env(fields),
                people.secrets(fields),
                people.groups(fields),
                people.people(fields),
                http == null ? List.of() : texts(http, "allow"),
                http == null ? null : http.whole("per_host", 1, 10_000),
                exec == null ? List.of() : texts(exec, "allow"),
                mcp == null ? Map.of() : new McpReader(reading, templates).servers(mcp),
                actions(fields),
                only(fields),
                channels.channels(fields),
                new AuthReader(reading).auth(fields),
                CommonReader.limits(reading, defaults == null ? null : defaults.get("limits"), CommonReader.LIMITS),
                limits == null ? null : CommonReader.day(reading, fields.get("limits")),
                context == null ? null : context.whole("budget", 1, Integer.MAX_VALUE),
                replies(fields),
                standIns(fields),
                payloads(retention),
                Json.object(root.json()),
                List.copyOf(reading.expressions()),
                place(root));
    }

    private static Place place(YamlNode root) {
        return root.place();
    }

    private static @Nullable Duration payloads(@Nullable Fields retention) {
        return retention == null ? null : retention.duration("payloads");
    }

    private @Nullable String replies(Fields fields) {
        YamlNode.Scalar folder = fields.text("replies");
        if (folder == null) {
            return null;
        }
        String path = reading.resolve(folder.text());
        if (path == null) {
            reading.wrong(folder, "a folder in the workspace");
        }
        return path;
    }

    private Map<String, String> standIns(Fields fields) {
        Map<String, String> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf("stand_ins")) {
            YamlNode.Scalar file = Fields.textOf(reading, entry.value());
            if (file != null && reading.file(file, file.text()) != null) {
                found.put(entry.name(), String.valueOf(reading.resolve(file.text())));
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private Set<String> env(Fields fields) {
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode item : fields.list("env")) {
            YamlNode.Scalar name = Fields.textOf(reading, item);
            if (name != null) {
                Names.variable(reading, name);
                names.add(name.text());
            }
        }
        return java.util.Collections.unmodifiableSet(names);
    }

    private List<String> texts(Fields fields, String key) {
        List<String> found = new ArrayList<>();
        for (YamlNode item : fields.list(key)) {
            YamlNode.Scalar text = Fields.textOf(reading, item);
            if (text != null) {
                found.add(text.text());
            }
        }
        return found;
    }

    private boolean only(Fields fields) {
        Fields actions = fields.get("actions") instanceof YamlNode.Mapping
                ? Fields.any(reading, fields.get("actions"), "")
                : null;
        return actions != null && actions.flag(WORKSPACE_ONLY);
    }

    private Map<ActionName, Action> actions(Fields fields) {
        ActionReader reader = new ActionReader(reading, templates, new SchemaReader(reading), true);
        Map<ActionName, Action> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf("actions")) {
            if (!entry.name().equals(WORKSPACE_ONLY) && !entry.name().isEmpty()) {
                Action action = reader.read(entry);
                found.put(action.name(), action);
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    /** The names of a map's keys as a list, for models that name models. */
    static List<ModelName> names(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.isEmpty())
                .map(ModelName::new)
                .toList();
    }
}
