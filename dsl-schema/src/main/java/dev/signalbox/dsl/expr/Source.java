package dev.signalbox.dsl.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Expr;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of one expression, parsed by CEL with its macros left as plain calls: {@code has} and {@code all} are
 * checked as they were written, so a finding stands where the mistake is.
 */
final class Source {
    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setOptions(CelOptions.current()
                    .enableReservedIds(false)
                    .retainRepeatedUnaryOperators(true)
                    .maxExpressionCodePointSize(20_000)
                    .maxParseRecursionDepth(200)
                    .maxParseErrorRecoveryLimit(1)
                    .build())
            .build();

    /** The parser bounds what it nests itself, and not how many `!` stand before a part, each of which holds the next. */
    private static final int DEEPEST = 400;

    private static final Set<String> OPERATORS = Set.of(
            "_&&_", "_||_", "!_", "_?_:_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "_+_", "_-_", "_*_",
            "_/_", "_%_", "-_", "_[_]");

    private final Expr expr;
    private final Map<Long, Integer> positions;
    private final CelExpr root;

    private Source(Expr expr, CelAbstractSyntaxTree tree) {
        this.expr = expr;
        this.positions = tree.getSource().getPositionsMap();
        this.root = tree.getExpr();
    }

    /** Either the parsed text, or the one finding that keeps it from being parsed. */
    record Parsed(@Nullable Source source, @Nullable Diagnostic finding) {}

    static Parsed parse(Expr expr) {
        if (expr.source().isBlank()) {
            return new Parsed(null, Diagnostic.of(Code.E201, expr.at(0, 1), "The expression is empty."));
        }
        CelValidationResult result = PARSER.parse(expr.source());
        try {
            if (!result.hasError()) {
                CelAbstractSyntaxTree tree = result.getAst();
                return Depths.of(tree.getExpr()) > DEEPEST
                        ? new Parsed(null, tooDeep(expr))
                        : new Parsed(new Source(expr, tree), null);
            }
        } catch (CelValidationException inTheErrors) {
            // The errors below say the same.
        }
        return new Parsed(
                null,
                result.getErrors().isEmpty()
                        ? Diagnostic.of(Code.E201, expr.place(), "The expression cannot be parsed.")
                        : syntax(expr, result.getErrors().get(0)));
    }

    CelExpr root() {
        return root;
    }

    Expr expr() {
        return expr;
    }

    String text() {
        return expr.source();
    }

    /** From a node's first character to its last. */
    Place whole(CelExpr node) {
        int start = start(node);
        return expr.at(start, end(node) - start);
    }

    /** The text of a node, on one line and short, to be quoted in a message. */
    String quote(CelExpr node) {
        int start = start(node);
        int end = Math.min(text().length(), Math.max(start, end(node)));
        String quoted = text().substring(start, end).strip().replaceAll("\\s+", " ");
        return quoted.length() > 60 ? quoted.substring(0, 57) + "…" : quoted;
    }

    /** The name alone in a field access, a call or an operator. */
    Place name(CelExpr node) {
        int at = position(node);
        return switch (node.getKind()) {
            case SELECT -> {
                int from = skipSpace(at + 1);
                yield expr.at(from, node.select().field().length());
            }
            case CALL -> {
                String name = node.call().function();
                yield isOperator(name) ? expr.at(at, symbolLength(at)) : expr.at(nameBefore(at, name), name.length());
            }
            default -> whole(node);
        };
    }

    /** CEL names its operators with underscores where the operands stand. */
    static boolean isOperator(String function) {
        return OPERATORS.contains(function);
    }

    private int symbolLength(int at) {
        int end = at;
        while (end < text().length() && "&|=!<>+-*/%?in".indexOf(text().charAt(end)) >= 0 && end - at < 2) {
            end++;
        }
        return Math.max(1, end - at);
    }

    private int nameBefore(int paren, String name) {
        // A call from the root, `.size(…)`, may have spaces behind its point.
        int at = text().lastIndexOf(name.startsWith(".") ? name.substring(1) : name, paren);
        return at < 0 ? paren : at;
    }

    private int position(CelExpr node) {
        Integer points = positions.get(node.id());
        if (points == null) {
            return 0;
        }
        return offset(text(), points);
    }

    private static int offset(String text, int codePoints) {
        int most = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, most)));
    }

    private int start(CelExpr node) {
        return switch (node.getKind()) {
            case SELECT -> start(node.select().operand());
            case CALL -> {
                if (node.call().target().isPresent()) {
                    yield start(node.call().target().get());
                }
                String name = node.call().function();
                boolean prefix = name.equals("!_")
                        || name.equals("-_")
                        || node.call().args().isEmpty();
                if (!isOperator(name)) {
                    yield nameBefore(position(node), name);
                }
                yield prefix ? position(node) : start(node.call().args().get(0));
            }
            case CONSTANT -> {
                int at = position(node);
                boolean negative = at > 0
                        && text().charAt(at - 1) == '-'
                        && Character.isDigit(text().charAt(at))
                        && literal(node).startsWith("-");
                yield negative ? at - 1 : at;
            }
            case STRUCT -> nameBefore(position(node), node.struct().messageName());
            default -> position(node);
        };
    }

    private static String literal(CelExpr node) {
        return switch (node.constant().getKind()) {
            case INT64_VALUE -> Long.toString(node.constant().int64Value());
            case DOUBLE_VALUE -> Double.toString(node.constant().doubleValue());
            default -> "";
        };
    }

    private int end(CelExpr node) {
        int at = position(node);
        return switch (node.getKind()) {
            case IDENT -> at + node.ident().name().length();
            case SELECT -> skipSpace(at + 1) + node.select().field().length();
            case CONSTANT -> literalEnd(at);
            case CALL -> {
                String name = node.call().function();
                yield isOperator(name) && !name.equals("_[_]")
                        ? end(node.call().args().get(node.call().args().size() - 1))
                        : closing(at);
            }
            default -> closing(at);
        };
    }

    private int literalEnd(int from) {
        if (from >= text().length()) {
            return text().length();
        }
        int end = from;
        while (end < text().length() && (Character.isLetterOrDigit(text().charAt(end)) || text().charAt(end) == '.')) {
            end++;
        }
        boolean quoted = end < text().length() && "'\"".indexOf(text().charAt(end)) >= 0 && end - from <= 2;
        return quoted ? stringEnd(end) : Math.max(end, from + 1);
    }

    private int stringEnd(int from) {
        char quote = text().charAt(from);
        for (int i = from + 1; i < text().length(); i++) {
            if (text().charAt(i) == '\\') {
                i++;
            } else if (text().charAt(i) == quote) {
                return i + 1;
            }
        }
        return text().length();
    }

    /** Behind the bracket that closes the one at {@code from}. */
    private int closing(int from) {
        int open = 0;
        for (int i = from; i < text().length(); i++) {
            char c = text().charAt(i);
            if (c == '\'' || c == '"') {
                i = stringEnd(i) - 1;
            } else if (c == '(' || c == '[' || c == '{') {
                open++;
            } else if (c == ')' || c == ']' || c == '}') {
                if (--open <= 0) {
                    return i + 1;
                }
            }
        }
        return text().length();
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < text().length() && Character.isWhitespace(text().charAt(at))) {
            at++;
        }
        return at;
    }

    // ---- CEL's syntax errors in plain words

    private static Diagnostic syntax(Expr expr, CelIssue issue) {
        String text = expr.source();
        CelSourceLocation location = issue.getSourceLocation();
        int at = lineStart(text, location.getLine()) + Math.max(0, location.getColumn());
        at = Math.max(0, Math.min(at, text.length()));
        String message = issue.getMessage();
        if (message.contains("token recognition error")) {
            return unreadable(expr, at, quoted(message));
        }
        String found = found(text, at, message);
        Place place = expr.at(at, Math.max(1, found.length()));
        if (found.equals("<EOF>") || at >= text.length()) {
            return Diagnostic.of(
                            Code.E201, expr.at(text.length(), 1), "The expression ends where a value should stand.")
                    .withHelp("Write the value, or take out what waits for it.");
        }
        String meant = switch (found) {
            case "and" -> "&&";
            case "or" -> "||";
            case "not" -> "!";
            default -> null;
        };
        if (meant != null) {
            return Diagnostic.of(Code.E201, place, "`" + found + "` is no operator; write `" + meant + "`.")
                    .withSafeSuggestion(meant);
        }
        if (message.contains("recursion") || message.contains("exceed")) {
            return tooDeep(expr);
        }
        if (message.startsWith("missing '")) {
            String wanted = message.substring("missing '".length(), message.indexOf('\'', "missing '".length()));
            return Diagnostic.of(Code.E201, place, "A `" + wanted + "` is missing before this.");
        }
        if (found.isBlank()) {
            return Diagnostic.of(Code.E201, expr.at(at, 1), "The expression cannot be read from here on.");
        }
        return Diagnostic.of(Code.E201, place, "`" + found + "` cannot stand here.");
    }

    private static Diagnostic tooDeep(Expr expr) {
        return Diagnostic.of(Code.E201, expr.place(), "The expression is too long or nested too deep.");
    }

    /** What stands at the mistake: what the parser quotes when it does stand there, else the word or sign that does. */
    private static String found(String text, int at, String message) {
        String quoted = quoted(message);
        if (quoted.equals("<EOF>") || text.startsWith(quoted, at) || at >= text.length()) {
            return quoted;
        }
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(at, Math.max(end, at + Character.charCount(text.codePointAt(at))));
    }

    private static Diagnostic unreadable(Expr expr, int at, String found) {
        String token = found.strip();
        if (token.startsWith("'") || token.startsWith("\"")) {
            return Diagnostic.of(Code.E201, expr.at(at, 1), "The string that begins here is not closed.");
        }
        return switch (token) {
            case "=" ->
                Diagnostic.of(Code.E201, expr.at(at, 1), "`=` is no operator; compare with `==`.")
                        .withSafeSuggestion("==");
            case "&" ->
                Diagnostic.of(Code.E201, expr.at(at, 1), "`&` is no operator; write `&&`.")
                        .withSafeSuggestion("&&");
            case "|" ->
                Diagnostic.of(Code.E201, expr.at(at, 1), "`|` is no operator; write `||`.")
                        .withSafeSuggestion("||");
            default ->
                Diagnostic.of(
                        Code.E201, expr.at(at, Math.max(1, token.length())), "`" + token + "` cannot stand here.");
        };
    }

    private static int lineStart(String text, int line) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                return at;
            }
            at = next + 1;
        }
        return at;
    }

    /** What CEL's parser quotes after "input" or "at:". */
    private static String quoted(String message) {
        int from = message.indexOf('\'');
        int input = message.indexOf("input '");
        if (input >= 0) {
            from = input + 6;
        }
        int to = message.indexOf("' expecting", from + 1);
        if (to < 0) {
            to = message.lastIndexOf('\'');
        }
        return from >= 0 && to > from ? message.substring(from + 1, to) : "";
    }
}
