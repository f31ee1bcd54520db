package dev.signalbox.dsl.check;

import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow that passed the checker, with what it uses of the workspace. Its expressions are bound to the types that hold
 * where they stand and compiled on first use. Immutable, safe to share between threads.
 */
public interface CheckedFlow {
    Flow flow();

    /** The workspace's models that the flow names, and their fallbacks. */
    Map<ModelName, Workspace.Model> models();

    /** The picture or document of that SHA-256 among the files that the flow pins, as base64; null when it is none of them. */
    @Nullable
    String media(String sha256);

    /** What it takes for a run to come into one of its states from elsewhere. */
    Entrance entrance();

    /** The roots that an expression reads: {@code input}, {@code run}, names of data, … */
    Set<String> roots(Expr expr);

    /** The value of an expression, normalised. */
    Object eval(Expr expr, Scope scope) throws EvalException;

    /** The value of a condition. */
    boolean test(Expr expr, Scope scope) throws EvalException;

    /** A template's value, normalised. */
    Object render(Template template, Scope scope) throws EvalException;

    /** A template as text: numbers in their shortest plain form, a scalar only. */
    String text(Template template, Scope scope) throws EvalException;

    /** A URL: each expression after the host is encoded as one path segment or query value. */
    String url(Template template, Scope scope) throws EvalException;
}
