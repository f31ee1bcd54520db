package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;

/** Renders templates. Numbers inside text stand in their shortest plain form (850, not 850.0 or 8.5E2). */
public final class Templates {
    private Templates() {}

    /** Where the compiled form of an expression is found. */
    @FunctionalInterface
    public interface Programs {
        Compiled of(Expr expr) throws EvalException;
    }

    /** The template's value, normalised. */
    public static Object render(Template template, Scope scope, Programs programs) throws EvalException {
        throw new UnsupportedOperationException();
    }

    /** The template as text. Refuses a value that is no scalar. */
    public static String text(Template template, Scope scope, Programs programs) throws EvalException {
        throw new UnsupportedOperationException();
    }

    /** A URL: each expression after the host is encoded as one path segment or query value, those before it stand as they are. */
    public static String url(Template template, Scope scope, Programs programs) throws EvalException {
        throw new UnsupportedOperationException();
    }

    /** A scalar as it stands inside text. */
    public static String scalar(Object value) {
        throw new UnsupportedOperationException();
    }
}
