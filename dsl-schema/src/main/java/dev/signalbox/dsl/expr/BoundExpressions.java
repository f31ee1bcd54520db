package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A flow's expressions, each bound to the types that hold where it stands and compiled when it is first evaluated: a
 * run pays only for what it evaluates. Safe to share between threads. An expression with findings is a mistake of the
 * program that built this and throws {@link IllegalStateException}.
 */
public final class BoundExpressions {
    private final AtomicReferenceArray<Compiled> compiled;
    private final Function<Expr, TypeEnv> types;

    /**
     * Nothing is compiled yet.
     *
     * @param count one more than the highest {@link Expr#id()}
     * @param types the types where an expression stands; asked at most a few times for each
     */
    public BoundExpressions(int count, Function<Expr, TypeEnv> types) {
        this.compiled = new AtomicReferenceArray<>(count);
        this.types = types;
    }

    /** The compiled form of an expression. */
    public Compiled compiled(Expr expr) {
        Compiled known = compiled.get(expr.id());
        if (known == null) {
            known = switch (ExprCompiler.compile(expr, types.apply(expr))) {
                case ExprCompiler.Result.Ok ok -> ok.compiled();
                case ExprCompiler.Result.Findings wrong ->
                    throw new IllegalStateException(wrong.findings().stream()
                            .map(finding -> finding.code() + " " + finding.message())
                            .collect(Collectors.joining(" ")));
            };
            compiled.set(expr.id(), known);
        }
        return known;
    }

    /** The value of an expression, normalised. */
    public Object eval(Expr expr, Scope scope) throws EvalException {
        return compiled(expr).eval(scope);
    }

    /** The value of a condition. */
    public boolean test(Expr expr, Scope scope) throws EvalException {
        return compiled(expr).test(scope);
    }

    /** A template's value, normalised. */
    public Object render(Template template, Scope scope) throws EvalException {
        return Templates.render(template, scope, this::compiled);
    }

    /** A template as text; a scalar only. */
    public String text(Template template, Scope scope) throws EvalException {
        return Templates.text(template, scope, this::compiled);
    }

    /** A URL, with what stands after the host encoded. */
    public String url(Template template, Scope scope) throws EvalException {
        return Templates.url(template, scope, this::compiled);
    }
}
