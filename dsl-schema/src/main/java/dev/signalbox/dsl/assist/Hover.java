package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.expr.Mentions;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.rules.RuleBook;
import dev.signalbox.dsl.rules.RuleEntry;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands at a place, in a few lines of Markdown. */
public record Hover(String text, Span span) {
    private static final Pattern SUPPRESSION = Pattern.compile("#\\s*signalbox:\\s*ignore\\s+([A-Z][0-9]{3})");

    /** Null where nothing stands of which something can be said. Lines and columns are 1-based. */
    public static @Nullable Hover at(Desk desk, String path, int line, int column) {
        String source = desk.text(path);
        Hover comment = source == null ? null : suppression(path, source, line, column);
        if (comment != null) {
            return comment;
        }
        Navigation navigation = new Navigation(desk);
        Draft draft = navigation.draft(path);
        if (draft == null) {
            return null;
        }
        Hover chain = chain(draft, navigation, path, line, column);
        if (chain != null) {
            return chain;
        }
        Occurrence name = navigation.at(path, line, column);
        if (name != null) {
            String text = name(draft, navigation, path, name);
            return text == null ? null : new Hover(text, name.span());
        }
        return key(draft, draft.root(), line, column);
    }

    private static @Nullable Hover suppression(String path, String source, int line, int column) {
        String text = source.lines().skip(line - 1L).findFirst().orElse("");
        Matcher comment = SUPPRESSION.matcher(text);
        if (!comment.find() || column < comment.start(1) + 1 || column > comment.end(1) + 1) {
            return null;
        }
        for (Code code : Code.values()) {
            if (code.name().equals(comment.group(1))) {
                RuleEntry explain = RuleBook.of(code);
                return new Hover(
                        "**" + code.name() + "**: " + code.title() + "\n\n" + explain.what() + "\n\n" + explain.why(),
                        new Span(path, line, comment.start(1) + 1, line, comment.end(1) + 1));
            }
        }
        return null;
    }

    private static @Nullable Hover chain(Draft draft, Navigation navigation, String path, int line, int column) {
        for (Expr expr : draft.expressions()) {
            Span whole = expr.place().span();
            if (whole.line() <= line && line <= whole.endLine() && whole.file().equals(path)) {
                for (Mentions.Chain chain : Mentions.of(expr).chains()) {
                    for (int i = 0; i < chain.names().size(); i++) {
                        Span span = chain.places().get(i).span();
                        if (span.line() == line && span.column() <= column && column <= span.endColumn()) {
                            return field(draft, navigation, expr, chain.names().subList(0, i + 1), span);
                        }
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Hover field(Draft draft, Navigation navigation, Expr expr, List<String> names, Span span) {
        TypeEnv types = draft.types(expr);
        if (!types.roots().contains(names.getFirst())) {
            return null;
        }
        StringBuilder text = new StringBuilder("`" + String.join(".", names) + "`: ");
        text.append(shape(types.type(names)));
        if (names.size() == 1) {
            if (!types.isPresent(names.getFirst())) {
                text.append("\n\nNot every way to this place has written it: guard it with `has(…)`.");
            }
            text.append(written(navigation, draft, names.getFirst()));
        }
        return new Hover(text.toString(), span);
    }

    /** A type in words, an object with its fields. */
    static String shape(Type type) {
        StringBuilder text = new StringBuilder(Types.words(type));
        ExpressionProposals.fieldsOf(type)
                .forEach((name, field) -> text.append("\n- `")
                        .append(name)
                        .append("`: ")
                        .append(Types.words(field.type()))
                        .append(field.required() ? "" : ", may be missing"));
        return text.toString();
    }

    /** In which states a name of data is written. */
    private static String written(Navigation navigation, Draft draft, String data) {
        Occurrences.Found found = navigation.found(draft.path());
        TreeSet<String> states = new TreeSet<>();
        if (found != null) {
            for (Occurrence one : found.names()) {
                List<String> path = Pointer.names(one.path());
                boolean writes = one.sort() == Sort.DATA
                        && !one.declares()
                        && one.name().equals(data)
                        && path.size() > 2
                        && path.getFirst().equals("states")
                        && (path.contains("save") || path.contains("set"))
                        && (path.getLast().equals("save") || path.getLast().equals(data));
                if (writes) {
                    states.add("`" + path.get(1) + "`");
                }
            }
        }
        return states.isEmpty() ? "" : "\n\nWritten in " + String.join(", ", states) + ".";
    }

    private static @Nullable String name(Draft draft, Navigation navigation, String path, Occurrence name) {
        Navigation.Named named = navigation.named(path, name);
        Draft home = named == null || FileKind.of(named.home()) == null ? null : navigation.draft(named.home());
        Flow flow = home == null ? null : home.flow();
        return switch (name.sort()) {
            case STATE -> flow == null ? null : state(flow, name.name());
            case DATA -> {
                var declared = flow == null ? null : flow.data().get(new dev.signalbox.dsl.model.DataName(name.name()));
                yield declared == null || home == null
                        ? null
                        : "Data `" + name.name() + "`: "
                                + shape(declared.schema().type())
                                + (declared.redact() ? "\n\nKept out of prompts, logs and lists." : "")
                                + written(navigation, home, name.name());
            }
            case TYPE -> {
                var schema = flow == null ? null : flow.types().get(name.name());
                yield schema == null ? null : "Type `" + name.name() + "`: " + shape(schema.type());
            }
            case ACTION -> {
                Flow own = draft.flow() != null ? draft.flow() : flow;
                Action action = Paths.action(own, draft.workspace(), name.name());
                yield action == null ? null : action(action);
            }
            case MODEL -> {
                Workspace.Model model = draft.workspace().models().get(new ModelName(name.name()));
                yield model == null ? null : model(model);
            }
            case FLOW -> {
                ReadFlow read = draft.desk().loaded().flow(new FlowName(name.name()));
                Flow other = read == null ? null : read.flow();
                yield other == null
                        ? null
                        : "Flow `" + other.name() + "`"
                                + (other.title() == null ? "" : ": " + other.title())
                                + (other.description() == null ? "" : "\n\n" + other.description())
                                + "\n\nTakes " + shape(other.input().type())
                                + (other.output() == null
                                        ? ""
                                        : "\n\nGives " + shape(other.output().type()));
            }
            case PERSON -> {
                var person = draft.workspace().people().get(name.name());
                yield person != null
                        ? "Person `" + name.name() + "`: " + person.name() + "\n\nGroups: "
                                + String.join(", ", person.groups())
                        : "Group `" + name.name() + "`";
            }
            case EVENT -> {
                var event = flow == null ? null : flow.events().get(new dev.signalbox.dsl.model.EventName(name.name()));
                yield event == null
                        ? null
                        : "Event `" + name.name() + "`: "
                                + shape(event.payload().type());
            }
            case ITEM -> "Context item `" + name.name() + "`";
            case FILE, ENV, SECRET, CHANNEL -> "The " + name.sort().words() + " `" + name.name() + "`";
        };
    }

    private static String state(Flow flow, String name) {
        var state = flow.states().get(new StateName(name));
        if (state == null) {
            return "State `" + name + "`";
        }
        StringBuilder text = new StringBuilder("State `" + name + "`");
        if (state.title() != null) {
            text.append(": ").append(state.title());
        }
        Map<String, List<String>> from = new TreeMap<>();
        Ways.of(flow)
                .forEach((other, ways) -> ways.stream()
                        .filter(way -> way.to().value().equals(name))
                        .forEach(way -> from.computeIfAbsent(other.value(), added -> new ArrayList<>())
                                .add(how(way))));
        if (name.equals(flow.start().value())) {
            text.append("\n\nA run starts here.");
        }
        from.forEach((other, ways) -> text.append("\n- from `")
                .append(other)
                .append("` (")
                .append(String.join(", ", ways))
                .append(")"));
        for (Way way : Ways.from(flow, state)) {
            text.append("\n- to `")
                    .append(way.to())
                    .append("` (")
                    .append(how(way))
                    .append(")");
        }
        return text.toString();
    }

    private static String how(Way way) {
        return way.route() != null ? way.route().outcome() : way.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String action(Action action) {
        String risk = switch (action.risk()) {
            case Risk.When when -> "risky when `" + when.condition().source() + "`";
            case Risk.High high -> "risky: a call holds until a person approves it";
            case Risk.Low low -> "not risky";
        };
        return "Action `" + action.name() + "`: " + Names.words(action) + ", " + risk + "\n\nTakes "
                + shape(action.args().type())
                + (action.returns() == null
                        ? ""
                        : "\n\nGives " + shape(action.returns().type()));
    }

    private static String model(Workspace.Model model) {
        Workspace.Price price = model.price();
        return "Model `" + model.name() + "`: " + Names.model(model)
                + (price == null
                        ? ""
                        : "\n\nUSD for a million tokens: " + price.input() + " in, " + price.output() + " out")
                + (model.fallback().isEmpty()
                        ? ""
                        : "\n\nFallback: "
                                + String.join(
                                        ", ",
                                        model.fallback().stream()
                                                .map(ModelName::value)
                                                .toList()));
    }

    private static @Nullable Hover key(Draft draft, YamlNode node, int line, int column) {
        if (node instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                Hover found = key(draft, item, line, column);
                if (found != null) {
                    return found;
                }
            }
        } else if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries().values()) {
                Span span = entry.key().place().span();
                if (span.line() == line && span.column() <= column && column <= span.endColumn()) {
                    Grammar.Key key = Grammar.of(draft.kind())
                            .key(Pointer.names(entry.key().place().path()));
                    return key == null || key.text().isEmpty()
                            ? null
                            : new Hover("**" + key.name() + "**: " + KeyProposals.documentation(key), span);
                }
                Hover found = key(draft, entry.value(), line, column);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
