package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import java.util.function.Function;

/**
 * A flow's expressions, each bound to the types that hold where it stands and compiled when it is first evaluated: a
 * run pays only for what it evaluates. Safe to share between threads.
 */
public final class BoundExpressions {
    /**
     * @param count one more than the highest {@link Expr#id()}
     * @param types the types where an expression stands; asked at most a few times for each
     */
    public BoundExpressions(int count, Function<Expr, TypeEnv> types) {
        throw new UnsupportedOperationException();
    }

    public Compiled compiled(Expr expr) {
        throw new UnsupportedOperationException();
    }

    public Object eval(Expr expr, Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }

    public boolean test(Expr expr, Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }

    public Object render(Template template, Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }

    public String text(Template template, Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }

    public String url(Template template, Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }
}
