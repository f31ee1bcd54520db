package dev.signalbox.runtime.standin;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stand-in's values and compiles the expressions in them, over what a request is. */
final class StandInTemplates {
    /** A request has no schema, so its parts may be anything; what does not work out is said when it is asked. */
    private static final TypeEnv REQUEST = TypeEnv.of(Map.of(
            "path", Type.ANY, "query", Type.ANY, "headers", Type.ANY, "body", Type.ANY, "call", Type.INT, "key",
            Type.STR));

    private final Consumer<Diagnostic> findings;
    private final List<Compiled> programs = new ArrayList<>();
    /** Numbers are given out for broken expressions too; such a file is never served. */
    private int expressions;

    StandInTemplates(Consumer<Diagnostic> findings) {
        this.findings = findings;
    }

    List<Compiled> programs() {
        return programs;
    }

    @Nullable
    Compiled condition(YamlNode node) {
        if (!(node instanceof YamlNode.Scalar scalar) || !scalar.isText()) {
            findings.accept(Diagnostic.of(Code.Y006, node.place(), "`when` is an expression over the request."));
            return null;
        }
        return compile(expr(scalar, 0, scalar.text().length()), true);
    }

    Template read(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                Map<String, Template> fields = new LinkedHashMap<>();
                mapping.entries().forEach((name, entry) -> fields.put(name, read(entry.value())));
                yield new Template.Fields(fields, mapping.place());
            }
            case YamlNode.Sequence list ->
                new Template.Items(list.items().stream().map(this::read).toList(), list.place());
            case YamlNode.Scalar scalar ->
                scalar.isText() ? text(scalar) : new Template.Literal(scalar.value(), scalar.place());
        };
    }

    private Template text(YamlNode.Scalar scalar) {
        String text = scalar.text();
        List<Template.Piece> pieces = new ArrayList<>();
        int at = 0;
        int open = text.indexOf("${");
        while (open >= 0) {
            int close = close(text, open + 2);
            if (close < 0) {
                findings.accept(Diagnostic.of(
                        Code.E201,
                        scalar.at(open, text.length()),
                        "The expression that begins here has no closing brace."));
                return new Template.Literal(text, scalar.place());
            }
            if (open > at) {
                pieces.add(new Template.Piece.Text(text.substring(at, open)));
            }
            Expr expr = expr(scalar, open + 2, close);
            compile(expr, false);
            if (open == 0 && close + 1 == text.length()) {
                return new Template.Only(expr, scalar.place());
            }
            pieces.add(new Template.Piece.Value(expr));
            at = close + 1;
            open = text.indexOf("${", at);
        }
        if (pieces.isEmpty()) {
            return new Template.Literal(text, scalar.place());
        }
        if (at < text.length()) {
            pieces.add(new Template.Piece.Text(text.substring(at)));
        }
        return new Template.Interpolated(pieces, scalar.place());
    }

    /** The brace that ends an expression: braces inside it and inside its strings do not. */
    private static int close(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private Expr expr(YamlNode.Scalar scalar, int from, int to) {
        Place place = scalar.at(from, to);
        return new Expr(
                expressions++,
                scalar.text().substring(from, to),
                place,
                scalar.layout().indent());
    }

    private @Nullable Compiled compile(Expr expr, boolean condition) {
        ExprCompiler.Result result =
                condition ? ExprCompiler.compileCondition(expr, REQUEST) : ExprCompiler.compile(expr, REQUEST);
        return switch (result) {
            case ExprCompiler.Result.Ok ok -> {
                programs.add(ok.compiled());
                yield ok.compiled();
            }
            case ExprCompiler.Result.Findings found -> {
                found.findings().forEach(findings);
                yield null;
            }
        };
    }
}
