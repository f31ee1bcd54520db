package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Context;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Cut;
import dev.signalbox.dsl.model.ContextItem.Format;
import dev.signalbox.dsl.model.ContextItem.Rung;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code context}: what a model call loads. */
final class ContextReader {
    static final List<String> SOURCES = List.of("from", "events", "file");
    static final List<String> COMMON =
            List.of("name", "format", "max", "cut", "when", "required", "priority", "stable");
    static final List<String> EVENTS = List.of("kinds", "last", "max_age", "keep", "evict");
    static final List<String> EVENT_KINDS = List.of("result", "error", "answer", "decision", "event");

    /** What an item with {@code as} cannot have, told in a sentence of its own. */
    private static final List<String> TEXT_ONLY =
            List.of("only", "format", "max", "cut", "events", "kinds", "last", "max_age", "keep", "evict");

    private static final Map<String, Format> FORMATS = formats();
    private static final Map<String, Cut> CUTS = cuts();

    private final FlowScope scope;
    private final Reading reading;
    private final TemplateReader templates;
    private final MediaItemReader media;

    ContextReader(FlowScope scope) {
        this.scope = scope;
        this.reading = scope.reading;
        this.templates = scope.templates;
        this.media = new MediaItemReader(scope.reading, scope.templates);
    }

    private static Map<String, Format> formats() {
        Map<String, Format> map = new LinkedHashMap<>();
        map.put("text", Format.TEXT);
        map.put("yaml", Format.YAML);
        map.put("json", Format.JSON);
        map.put("xml", Format.XML);
        return map;
    }

    private static Map<String, Cut> cuts() {
        Map<String, Cut> map = new LinkedHashMap<>();
        map.put("end", Cut.END);
        map.put("start", Cut.START);
        map.put("middle", Cut.MIDDLE);
        map.put("never", Cut.NEVER);
        return map;
    }

    /** @param without the place of a call that loads nothing */
    Context read(@Nullable YamlNode node, Place without) {
        Fields fields = Fields.open(reading, node, "`context`", List.of("budget", "load"));
        if (fields == null) {
            return new Context(scope.workspace.contextBudget(), List.of(), without);
        }
        Integer budget = fields.whole("budget", 1, Integer.MAX_VALUE);
        List<ContextItem> items = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode node1 : fields.list("load")) {
            ContextItem item = item(node1, names);
            if (item != null) {
                items.add(item);
            }
        }
        return new Context(budget == null ? scope.workspace.contextBudget() : budget, items, fields.place());
    }

    private @Nullable ContextItem item(YamlNode node, Set<String> names) {
        if (MediaItemReader.isMedia(node)) {
            Fields named = Fields.any(reading, node, "an item with `as`");
            return media.read(node, named == null ? null : name(named, names), TEXT_ONLY);
        }
        String kind = kind(node);
        List<String> keys = new ArrayList<>(COMMON);
        keys.addAll(
                switch (kind) {
                    case "from" -> List.of("from", "only");
                    case "events" -> join("events", join("only", EVENTS));
                    case "file" -> List.of("file");
                    default -> join("from", join("events", join("file", join("only", EVENTS))));
                });
        Fields fields =
                Fields.open(reading, node, kind.isEmpty() ? "a context item" : "an item of `" + kind + "`", keys);
        if (fields == null) {
            return null;
        }
        YamlNode.Scalar name = name(fields, names);
        Source source = source(fields, kind);
        if (name == null || source == null) {
            return null;
        }
        return new ContextItem(
                name.text(),
                source,
                null,
                fields.texts("only"),
                fields.oneOf("format", FORMATS, Format.TEXT),
                fields.whole("max", 1, Integer.MAX_VALUE),
                fields.oneOf("cut", CUTS, Cut.END),
                templates.bare(fields.get("when")),
                fields.flag("required"),
                fields.whole("priority", 1, 9, 5),
                fields.flag("stable"),
                fields.place());
    }

    private static List<String> join(String first, List<String> rest) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static String kind(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (String source : SOURCES) {
                if (mapping.entries().containsKey(source)) {
                    return source;
                }
            }
        }
        return "";
    }

    private YamlNode.@Nullable Scalar name(Fields fields, Set<String> names) {
        YamlNode.Scalar name = fields.needText("name");
        if (name != null) {
            Names.dashed(reading, name);
            if (!names.add(name.text())) {
                reading.add(Diagnostic.of(
                        Code.Y006, name.place(), "Another item of this context is called `" + name.text() + "` too."));
            }
        }
        return name == null || name.text().isEmpty() ? null : name;
    }

    private @Nullable Source source(Fields fields, String kind) {
        return switch (kind) {
            case "from" -> {
                Expr from = templates.bare(fields.get("from"));
                yield from == null ? null : new Source.From(from);
            }
            case "file" -> {
                YamlNode.Scalar file = fields.text("file");
                String text = file == null ? null : reading.file(file, file.text());
                yield file == null || text == null
                        ? null
                        : new Source.File(String.valueOf(reading.resolve(file.text())), text);
            }
            case "events" -> events(fields);
            default -> {
                reading.add(Diagnostic.of(
                        Code.Y005,
                        reading.head(fields.node()),
                        "A context item needs one of the keys " + Reading.listed(SOURCES) + "."));
                yield null;
            }
        };
    }

    private Source events(Fields fields) {
        List<StateName> states = new ArrayList<>();
        YamlNode node = fields.get("events");
        boolean all = node instanceof YamlNode.Scalar scalar && scalar.text().equals("all");
        if (!all
                && node instanceof YamlNode.Sequence sequence
                && !sequence.items().isEmpty()) {
            for (YamlNode item : sequence.items()) {
                YamlNode.Scalar state = Fields.textOf(reading, item);
                if (state != null && !state.text().isEmpty()) {
                    states.add(new StateName(state.text()));
                }
            }
        } else if (!all && node != null) {
            reading.wrong(node, "a list of states, or `all`");
        }
        List<String> kinds = new ArrayList<>();
        for (YamlNode item : fields.items("kinds")) {
            if (item instanceof YamlNode.Scalar kind && EVENT_KINDS.contains(kind.text())) {
                kinds.add(kind.text());
            } else {
                reading.notOneOf(item, EVENT_KINDS);
            }
        }
        Fields keep = Fields.open(reading, fields.get("keep"), "`keep`", List.of("first", "last"));
        List<Rung> rungs = new ArrayList<>();
        for (YamlNode item : fields.items("evict")) {
            Rung rung = rung(item);
            if (rung != null) {
                rungs.add(rung);
            }
        }
        return new Source.Events(
                states,
                kinds,
                fields.whole("last", 1, Integer.MAX_VALUE),
                fields.duration("max_age"),
                keep == null ? 0 : keep.whole("first", 0, Integer.MAX_VALUE, 0),
                keep == null ? 0 : keep.whole("last", 0, Integer.MAX_VALUE, 0),
                rungs);
    }

    private @Nullable Rung rung(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("clear_results")) {
            return new Rung.ClearResults(scalar.place());
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("drop_oldest")) {
            return new Rung.DropOldest(scalar.place());
        }
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.notOneOf(node, List.of("clear_results", "clamp", "summarise", "drop_oldest"));
            return null;
        }
        Fields fields = Fields.open(reading, node, "a rung of `evict`", List.of("clamp", "summarise"));
        if (fields == null) {
            return null;
        }
        if (fields.has("clamp") && fields.has("summarise")) {
            reading.add(Diagnostic.of(
                    Code.Y006,
                    fields.place(),
                    "A rung is one thing: `clamp` or `summarise`, each an item of its own."));
            return null;
        }
        Integer clamp = fields.whole("clamp", 1, Integer.MAX_VALUE);
        if (clamp != null) {
            return new Rung.Clamp(clamp, fields.place());
        }
        Fields summarise = Fields.open(reading, fields.get("summarise"), "`summarise`", List.of("model", "into"));
        if (summarise == null) {
            return null;
        }
        YamlNode.Scalar model = summarise.needText("model");
        summarise.need("into");
        Integer into = summarise.whole("into", 1, Integer.MAX_VALUE);
        return model == null || into == null
                ? null
                : new Rung.Summarise(new ModelName(model.text()), into, fields.place());
    }
}
