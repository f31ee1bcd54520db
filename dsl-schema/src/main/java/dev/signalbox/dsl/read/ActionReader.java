package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Action.Delivery;
import dev.signalbox.dsl.model.Action.Effect;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code actions} of a flow or a workspace. */
final class ActionReader {
    static final List<String> TRANSPORTS = List.of("http", "java", "mcp", "exec", "echo");
    static final List<String> KEYS = List.of(
            "http",
            "java",
            "mcp",
            "exec",
            "echo",
            "args",
            "returns",
            "effect",
            "delivery",
            "risk",
            "per_run",
            "concurrency",
            "fails",
            "description");
    private static final Map<String, Effect> EFFECTS = ordered("read", Effect.READ, "write", Effect.WRITE);
    private static final Map<String, Delivery> DELIVERIES =
            ordered("idempotent", Delivery.IDEMPOTENT, "at_most_once", Delivery.AT_MOST_ONCE);
    private static final Map<String, String> METHODS = methods();
    private static final Pattern PIN = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Reading reading;
    private final TemplateReader templates;
    private final SchemaReader schemas;
    private final boolean shared;

    ActionReader(Reading reading, TemplateReader templates, SchemaReader schemas, boolean shared) {
        this.reading = reading;
        this.templates = templates;
        this.schemas = schemas;
        this.shared = shared;
    }

    private static <T> Map<String, T> ordered(String a, T first, String b, T second) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put(a, first);
        map.put(b, second);
        return map;
    }

    private static Map<String, String> methods() {
        Map<String, String> map = new LinkedHashMap<>();
        List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD").forEach(method -> map.put(method, method));
        return map;
    }

    /** The action; one that could not be read stands as an {@code echo}, so that its callers are not blamed. */
    Action read(YamlNode.Entry entry) {
        Names.dashed(reading, entry.key());
        Fields fields = Fields.open(reading, entry.value(), "an action", KEYS);
        Transport transport = fields == null ? null : transport(fields);
        if (fields == null || transport == null) {
            return broken(entry);
        }
        boolean echo = transport instanceof Transport.Echo;
        Effect effect = fields.oneOf("effect", EFFECTS, echo ? Effect.READ : Effect.WRITE);
        Delivery usual = effect == Effect.READ ? Delivery.IDEMPOTENT : Delivery.AT_MOST_ONCE;
        fields.text("description");
        return new Action(
                new ActionName(entry.name()),
                transport,
                schema(fields, "args", entry),
                fields.has("returns") ? schema(fields, "returns", entry) : null,
                effect,
                fields.oneOf("delivery", DELIVERIES, usual),
                risk(fields, effect),
                fields.whole("per_run", 1, Integer.MAX_VALUE),
                fields.whole("concurrency", 1, Integer.MAX_VALUE),
                failures(fields),
                shared,
                entry.key().place());
    }

    private Action broken(YamlNode.Entry entry) {
        return new Action(
                new ActionName(entry.name()),
                new Transport.Echo(),
                schemas.of(Map.of(), entry.key().place()),
                null,
                Effect.READ,
                Delivery.IDEMPOTENT,
                new Risk.Low(),
                null,
                null,
                List.of(),
                shared,
                entry.key().place());
    }

    private Schema schema(Fields fields, String key, YamlNode.Entry entry) {
        YamlNode node = fields.get(key);
        return node == null ? schemas.of(Map.of("type", "object"), entry.key().place()) : schemas.read(node);
    }

    private Risk risk(Fields fields, Effect effect) {
        YamlNode node = fields.get("risk");
        if (node == null) {
            return effect == Effect.READ ? new Risk.Low() : new Risk.High();
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("low")) {
            return new Risk.Low();
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("high")) {
            return new Risk.High();
        }
        Expr condition = templates.bare(node);
        return condition == null ? new Risk.High() : new Risk.When(condition);
    }

    private List<Action.Failure> failures(Fields fields) {
        List<Action.Failure> found = new ArrayList<>();
        for (YamlNode item : fields.list("fails")) {
            Fields failure = Fields.open(reading, item, "an entry of `fails`", List.of("when", "code", "message"));
            if (failure == null) {
                continue;
            }
            Expr when = templates.bare(failure.need("when"));
            YamlNode.Scalar code = failure.needText("code");
            if (code != null && !CODE.matcher(code.text()).matches()) {
                reading.wrong(code, "a name such as `OUT_OF_STOCK`");
            }
            YamlNode message = failure.get("message");
            if (when != null && code != null) {
                Template text = message == null ? null : message(message);
                found.add(new Action.Failure(when, code.text(), text, failure.place()));
            }
        }
        return found;
    }

    /** {@code message: EXPR}: a text with expressions. */
    private @Nullable Template message(YamlNode node) {
        return templates.text(node);
    }

    private @Nullable Transport transport(Fields fields) {
        YamlNode.Entry first = null;
        for (YamlNode.Entry entry : fields.entries()) {
            if (!TRANSPORTS.contains(entry.name())) {
                continue;
            }
            if (first != null) {
                reading.add(Diagnostic.of(
                        Code.Y006,
                        entry.key().place(),
                        "An action has one of " + Reading.listed(TRANSPORTS) + "; `" + first.name()
                                + "` already stands here."));
                return null;
            }
            first = entry;
        }
        if (first == null) {
            reading.add(Diagnostic.of(
                    Code.Y005,
                    reading.head(fields.node()),
                    "An action needs one of the keys " + Reading.listed(TRANSPORTS) + "."));
            return null;
        }
        return switch (first.name()) {
            case "http" -> http(first.value());
            case "java" -> java(first.value());
            case "mcp" -> mcp(first.value());
            case "exec" -> exec(first.value());
            default -> echo(first.value());
        };
    }

    private @Nullable Transport http(YamlNode node) {
        Fields http = Fields.open(reading, node, "`http`", List.of("method", "url", "headers", "query", "body"));
        if (http == null) {
            return null;
        }
        Template url = templates.text(http.need("url"));
        String method = http.oneOf("method", METHODS, "GET");
        Map<String, Template> headers = texts(http, "headers");
        Map<String, Template> query = texts(http, "query");
        YamlNode body = http.get("body");
        Template sent = body == null ? null : templates.value(body);
        return url == null ? null : new Transport.Http(method, url, headers, query, sent);
    }

    private Map<String, Template> texts(Fields fields, String key) {
        Map<String, Template> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entriesOf(key)) {
            if (entry.value() instanceof YamlNode.Scalar scalar) {
                found.put(entry.name(), templates.scalar(scalar));
            } else {
                reading.wrong(entry.value(), "a text");
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private @Nullable Transport java(YamlNode node) {
        YamlNode.Scalar name = Fields.textOf(reading, node);
        return name == null ? null : new Transport.Java(name.text());
    }

    private @Nullable Transport mcp(YamlNode node) {
        Fields mcp = Fields.open(reading, node, "`mcp`", List.of("server", "tool", "schema"));
        YamlNode.Scalar server = mcp == null ? null : mcp.needText("server");
        YamlNode.Scalar tool = mcp == null ? null : mcp.needText("tool");
        YamlNode.Scalar schema = mcp == null ? null : mcp.text("schema");
        if (schema != null && !PIN.matcher(schema.text()).matches()) {
            reading.wrong(schema, "`sha256:` and 64 hexadecimal digits, as `signalbox mcp pin` writes it");
        }
        return server == null || tool == null
                ? null
                : new Transport.Mcp(server.text(), tool.text(), schema == null ? null : schema.text());
    }

    private @Nullable Transport exec(YamlNode node) {
        Fields exec = Fields.open(reading, node, "`exec`", List.of("program", "args", "stdin"));
        YamlNode.Scalar program = exec == null ? null : exec.needText("program");
        if (exec == null || program == null) {
            return null;
        }
        List<Template> arguments = new ArrayList<>();
        for (YamlNode item : exec.list("args")) {
            if (item instanceof YamlNode.Scalar scalar) {
                arguments.add(templates.scalar(scalar));
            } else {
                reading.wrong(item, "a text");
            }
        }
        YamlNode stdin = exec.get("stdin");
        return new Transport.Exec(program.text(), arguments, stdin == null ? null : templates.value(stdin));
    }

    private @Nullable Transport echo(YamlNode node) {
        boolean empty =
                node instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty();
        boolean yes = node instanceof YamlNode.Scalar scalar && Boolean.TRUE.equals(scalar.value());
        if (empty || yes) {
            return new Transport.Echo();
        }
        reading.wrong(node, "`{}`");
        return null;
    }
}
