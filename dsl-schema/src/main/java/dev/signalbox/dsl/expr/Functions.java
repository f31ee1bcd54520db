package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.type.Patterns;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Durations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions an expression may call, and the check of a call: name, form, number and types of the arguments. */
final class Functions {
    /** What a parameter takes. */
    enum Param {
        TEXT("text"),
        INTEGER("an integer"),
        NUMBER("a number"),
        TIMESTAMP("a timestamp"),
        DURATION("a duration"),
        SCALAR("a scalar"),
        SIZED("text, a list or an object"),
        TEXTS("a list of texts"),
        LIST("a list"),
        NUMERIC("a number or text"),
        MOMENT("text or a timestamp"),
        SPAN("text or a duration"),
        BOOLISH("true, false or text"),
        ANYTHING("any value");

        private final String words;

        Param(String words) {
            this.words = words;
        }

        boolean takes(Type type) {
            boolean text = type instanceof Type.Str;
            return type instanceof Type.Any
                    || switch (this) {
                        case TEXT -> text;
                        case INTEGER -> type instanceof Type.Int;
                        case NUMBER -> Types.isNumber(type);
                        case TIMESTAMP -> type instanceof Type.Timestamp;
                        case DURATION -> type instanceof Type.Dur;
                        case SCALAR ->
                            !(type instanceof Type.Arr || type instanceof Type.Obj || type instanceof Type.Null);
                        case SIZED -> text || type instanceof Type.Arr || type instanceof Type.Obj;
                        case TEXTS ->
                            type instanceof Type.Arr list
                                    && (Types.base(list.item()) instanceof Type.Str
                                            || Types.base(list.item()) instanceof Type.Any);
                        case LIST -> type instanceof Type.Arr;
                        case NUMERIC -> text || Types.isNumber(type) || type instanceof Type.Timestamp;
                        case MOMENT -> text || type instanceof Type.Timestamp;
                        case SPAN -> text || type instanceof Type.Dur;
                        case BOOLISH -> text || type instanceof Type.Bool;
                        case ANYTHING -> true;
                    };
        }
    }

    /** One way to call a function; {@code member} is written {@code first.name(rest)}. */
    record Form(String name, boolean member, List<Param> params, Type result) {
        String written() {
            List<String> words =
                    new ArrayList<>(params.stream().map(p -> p.words).toList());
            String first = member ? words.remove(0) + "." : "";
            return first + name + "(" + String.join(", ", words) + ")";
        }
    }

    private static final List<Form> FORMS = forms();

    /** Every form of every function. */
    static List<Form> all() {
        return FORMS;
    }

    /** What other languages call them. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("len", "size"),
            Map.entry("length", "size"),
            Map.entry("count", "size"),
            Map.entry("lower", "lowerAscii"),
            Map.entry("toLowerCase", "lowerAscii"),
            Map.entry("upper", "upperAscii"),
            Map.entry("toUpperCase", "upperAscii"),
            Map.entry("toString", "string"),
            Map.entry("some", "exists"),
            Map.entry("every", "all"),
            Map.entry("float", "double"),
            Map.entry("includes", "contains"));

    private static List<Form> forms() {
        List<Form> all = new ArrayList<>();
        all.add(free("size", Type.INT, Param.SIZED));
        all.add(member("size", Type.INT, Param.SIZED));
        all.add(free("string", Type.STR, Param.SCALAR));
        all.add(free("int", Type.INT, Param.NUMERIC));
        all.add(free("double", Type.NUM, Param.NUMERIC));
        all.add(free("bool", Type.BOOL, Param.BOOLISH));
        all.add(free("timestamp", Type.TIMESTAMP, Param.MOMENT));
        all.add(free("duration", Type.DURATION, Param.SPAN));
        all.add(free("dyn", Type.ANY, Param.ANYTHING));
        all.add(free("matches", Type.BOOL, Param.TEXT, Param.TEXT));
        for (String name : List.of("contains", "startsWith", "endsWith", "matches")) {
            all.add(member(name, Type.BOOL, Param.TEXT, Param.TEXT));
        }
        all.add(member("charAt", Type.STR, Param.TEXT, Param.INTEGER));
        for (String name : List.of("indexOf", "lastIndexOf")) {
            all.add(member(name, Type.INT, Param.TEXT, Param.TEXT));
            all.add(member(name, Type.INT, Param.TEXT, Param.TEXT, Param.INTEGER));
        }
        for (String name : List.of("lowerAscii", "upperAscii", "trim", "reverse")) {
            all.add(member(name, Type.STR, Param.TEXT));
        }
        all.add(member("replace", Type.STR, Param.TEXT, Param.TEXT, Param.TEXT));
        all.add(member("replace", Type.STR, Param.TEXT, Param.TEXT, Param.TEXT, Param.INTEGER));
        Type texts = new Type.Arr(Type.STR, null);
        all.add(member("split", texts, Param.TEXT, Param.TEXT));
        all.add(member("split", texts, Param.TEXT, Param.TEXT, Param.INTEGER));
        all.add(member("substring", Type.STR, Param.TEXT, Param.INTEGER));
        all.add(member("substring", Type.STR, Param.TEXT, Param.INTEGER, Param.INTEGER));
        all.add(member("join", Type.STR, Param.TEXTS));
        all.add(member("join", Type.STR, Param.TEXTS, Param.TEXT));
        all.add(free("join", Type.STR, Param.TEXTS));
        all.add(free("join", Type.STR, Param.TEXTS, Param.TEXT));
        all.add(free("clip", Type.STR, Param.TEXT, Param.INTEGER));
        all.add(free("tokens", Type.INT, Param.TEXT));
        all.add(free("money", Type.STR, Param.INTEGER, Param.TEXT));
        for (String name : List.of("getHours", "getMinutes", "getSeconds", "getMilliseconds")) {
            all.add(member(name, Type.INT, Param.TIMESTAMP));
            all.add(member(name, Type.INT, Param.TIMESTAMP, Param.TEXT));
            all.add(member(name, Type.INT, Param.DURATION));
        }
        for (String name :
                List.of("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear")) {
            all.add(member(name, Type.INT, Param.TIMESTAMP));
            all.add(member(name, Type.INT, Param.TIMESTAMP, Param.TEXT));
        }
        return List.copyOf(all);
    }

    private static Form free(String name, Type result, Param... params) {
        return new Form(name, false, List.of(params), result);
    }

    private static Form member(String name, Type result, Param... params) {
        return new Form(name, true, List.of(params), result);
    }

    private final Checker checker;

    Functions(Checker checker) {
        this.checker = checker;
    }

    Node check(CelExpr part, Checker.Env outer) {
        Checker.Env env = new Checker.Env(outer.types(), outer.bound(), false);
        CelExpr.CelCall call = part.call();
        List<CelExpr> parts = new ArrayList<>();
        call.target().ifPresent(parts::add);
        parts.addAll(call.args());
        List<Form> named = FORMS.stream()
                .filter(form -> form.name().equals(call.function()))
                .toList();
        if (named.isEmpty()) {
            return unknown(part, call);
        }
        List<Node> args = parts.stream().map(arg -> checker.check(arg, env)).toList();
        if (args.stream().anyMatch(Node.Broken.class::isInstance)) {
            return new Node.Broken();
        }
        boolean member = call.target().isPresent();
        List<Form> fitting = named.stream()
                .filter(form -> form.member() == member && form.params().size() == args.size())
                .toList();
        if (fitting.isEmpty()) {
            return checker.broken(
                    Code.E203,
                    source().name(part),
                    "`" + call.function() + "` is written "
                            + String.join(
                                    " or ", named.stream().map(Form::written).toList()) + ".");
        }
        for (Form form : fitting) {
            if (firstMisfit(form, args) < 0) {
                return accepted(form, parts, args);
            }
        }
        return misfit(fitting.get(0), parts, args);
    }

    private Node accepted(Form form, List<CelExpr> parts, List<Node> args) {
        for (int i = 0; i < args.size(); i++) {
            checker.notNull(args.get(i).type(), parts.get(i));
        }
        Diagnostic literal = literal(form, parts, args);
        return literal == null
                ? new Node.Call(form.name(), form.member(), args, form.result())
                : checker.broken(literal);
    }

    /** Literals whose text is wrong are found now and not in a run. */
    private @Nullable Diagnostic literal(Form form, List<CelExpr> parts, List<Node> args) {
        int last = args.size() - 1;
        if (!(args.get(last) instanceof Node.Const constant) || !(constant.value() instanceof String text)) {
            return null;
        }
        String wrong = switch (form.name()) {
            case "matches" ->
                Patterns.compile(text) == null
                        ? "is no RE2 expression (which has no look-around and no back-references), or too large."
                        : null;
            case "duration" -> Durations.parseSum(text) == null ? "is no duration; write 30s, 5m, 48h or 7d." : null;
            case "timestamp" -> Library.instant(text) == null ? "is no timestamp such as 2026-03-01T09:30:00Z." : null;
            case "money" -> Library.isCurrency(text) ? null : "is no currency such as 'EUR'.";
            default -> null;
        };
        return wrong == null
                ? null
                : Diagnostic.of(
                        Code.E203,
                        source().whole(parts.get(last)),
                        "`" + source().quote(parts.get(last)) + "` " + wrong);
    }

    private static int firstMisfit(Form form, List<Node> args) {
        for (int i = 0; i < args.size(); i++) {
            if (!form.params()
                    .get(i)
                    .takes(Types.base(Checker.withoutNull(args.get(i).type())))) {
                return i;
            }
        }
        return -1;
    }

    private Node misfit(Form form, List<CelExpr> parts, List<Node> args) {
        int at = firstMisfit(form, args);
        return checker.broken(
                Code.E203,
                source().whole(parts.get(at)),
                "`" + form.name() + "` takes " + form.params().get(at).words + " here, and `"
                        + source().quote(parts.get(at)) + "` is "
                        + Types.words(args.get(at).type()) + ".");
    }

    private Node unknown(CelExpr part, CelExpr.CelCall call) {
        String name = call.function();
        Set<String> names = new LinkedHashSet<>(Macros.NAMES);
        names.add("has");
        FORMS.forEach(form -> names.add(form.name()));
        Set<String> known = new LinkedHashSet<>(names);
        known.addAll(ELSEWHERE.keySet());
        String nearest = Nearest.to(name, known);
        String near = nearest == null ? null : ELSEWHERE.getOrDefault(nearest, nearest);
        String hint = near == null ? "." : "; did you mean `" + near + "`?";
        Diagnostic finding = Diagnostic.of(Code.E206, source().name(part), "There is no function `" + name + "`" + hint)
                .withSuggestion(near);
        boolean clock = name.equals("now") || name.equals("today");
        return checker.broken(
                clock
                        ? finding.withHelp("Expressions have no clock; `run.started_at` is when the run began.")
                        : finding.withHelp(
                                "There are CEL's standard and string functions, and `join`, `clip`, `tokens`, `money` and `duration`."));
    }

    private Source source() {
        return checker.source();
    }
}
