package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An expression's text without what does not matter to it: blanks, the kind of quotes, brackets that are not needed. Two
 * expressions of one spelling are the same expression. A text that cannot be parsed is spelled as it stands, but for its blanks.
 */
public final class Spelling {
    private static final int LOOSEST = 0;
    private static final int TIGHTEST = 9;

    private final UnaryOperator<String> roots;
    private final UnaryOperator<String> states;
    private final Set<String> names = new LinkedHashSet<>();

    private Spelling(UnaryOperator<String> roots, UnaryOperator<String> states) {
        this.roots = roots;
        this.states = states;
    }

    public static String of(Expr expr) {
        return of(expr, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /**
     * The spelling with other names in it.
     *
     * @param roots what each name that stands at the front of a path is to be called
     * @param states what each state behind {@code run.visits} is to be called
     */
    public static String of(Expr expr, UnaryOperator<String> roots, UnaryOperator<String> states) {
        Source source = Source.parse(expr).source();
        return source == null
                ? expr.source().strip().replaceAll("\\s+", " ")
                : new Spelling(roots, states).text(source.root(), LOOSEST);
    }

    /** The names at the front of its paths: of data, {@code input}, {@code run}, and what its macros bind. */
    public static Set<String> names(Expr expr) {
        Spelling spelling = new Spelling(UnaryOperator.identity(), UnaryOperator.identity());
        Source source = Source.parse(expr).source();
        if (source != null) {
            String unused = spelling.text(source.root(), LOOSEST);
        }
        return spelling.names;
    }

    /** @param around how tightly what stands around binds; brackets are written where that is tighter */
    private String text(CelExpr node, int around) {
        return switch (node.getKind()) {
            case CONSTANT -> constant(node.constant());
            case IDENT -> {
                names.add(node.ident().name());
                yield roots.apply(node.ident().name());
            }
            case SELECT -> {
                String on = text(node.select().operand(), TIGHTEST);
                String field = node.select().field();
                yield on + "." + (on.equals("run.visits") ? states.apply(field) : field);
            }
            case CALL -> call(node.call(), around);
            case LIST -> "[" + separated(node.list().elements()) + "]";
            case MAP -> {
                List<String> entries = new ArrayList<>();
                node.map()
                        .entries()
                        .forEach(
                                entry -> entries.add(text(entry.key(), LOOSEST) + ": " + text(entry.value(), LOOSEST)));
                yield "{" + String.join(", ", entries) + "}";
            }
            case STRUCT -> {
                List<String> fields = new ArrayList<>();
                node.struct()
                        .entries()
                        .forEach(entry -> fields.add(entry.fieldKey() + ": " + text(entry.value(), LOOSEST)));
                yield node.struct().messageName() + "{" + String.join(", ", fields) + "}";
            }
            case NOT_SET, COMPREHENSION -> "?"; // macros are left as calls
        };
    }

    private String call(CelExpr.CelCall call, int around) {
        String name = call.function();
        List<CelExpr> args = call.args();
        if (call.target().isPresent()) {
            return text(call.target().get(), TIGHTEST) + "." + name + "(" + separated(args) + ")";
        }
        int own = tightness(name);
        return switch (name) {
            case "_?_:_" ->
                bracketed(
                        text(args.get(0), own + 1) + " ? " + text(args.get(1), own + 1) + " : "
                                + text(args.get(2), own),
                        own,
                        around);
            case "!_" -> bracketed("!" + text(args.get(0), own), own, around);
            case "-_" -> bracketed("-" + text(args.get(0), own), own, around);
            case "_[_]" -> {
                String on = text(args.get(0), TIGHTEST);
                String key = text(args.get(1), LOOSEST);
                boolean state = on.equals("run.visits") && key.length() > 2 && key.startsWith("\"");
                yield on + "[" + (state ? quoted(states.apply(key.substring(1, key.length() - 1))) : key) + "]";
            }
            default ->
                Source.isOperator(name)
                        ? bracketed(
                                text(args.get(0), own) + " " + symbol(name) + " " + text(args.get(1), own + 1),
                                own,
                                around)
                        : name + "(" + separated(args) + ")";
        };
    }

    private static String bracketed(String text, int own, int around) {
        return own < around ? "(" + text + ")" : text;
    }

    private String separated(List<CelExpr> parts) {
        return String.join(", ", parts.stream().map(part -> text(part, LOOSEST)).toList());
    }

    private static int tightness(String name) {
        return switch (name) {
            case "_?_:_" -> 1;
            case "_||_" -> 2;
            case "_&&_" -> 3;
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in" -> 4;
            case "_+_", "_-_" -> 5;
            case "_*_", "_/_", "_%_" -> 6;
            case "!_", "-_" -> 7;
            default -> TIGHTEST;
        };
    }

    private static String symbol(String name) {
        return name.equals("@in") ? "in" : name.substring(1, name.length() - 1);
    }

    private static String constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> Boolean.toString(constant.booleanValue());
            case INT64_VALUE -> Long.toString(constant.int64Value());
            case UINT64_VALUE -> constant.uint64Value() + "u";
            case DOUBLE_VALUE -> real(constant.doubleValue());
            case STRING_VALUE -> quoted(constant.stringValue());
            case BYTES_VALUE -> "b" + quoted(constant.bytesValue().toStringUtf8());
            case NULL_VALUE -> "null";
            case NOT_SET, DURATION_VALUE, TIMESTAMP_VALUE -> "?"; // no literal of the language
        };
    }

    private static String real(double value) {
        String plain = Numbers.plain(value);
        return plain.contains(".") || plain.contains("e") || plain.contains("E") ? plain : plain + ".0";
    }

    private static String quoted(String text) {
        return JsonText.write(text);
    }
}
