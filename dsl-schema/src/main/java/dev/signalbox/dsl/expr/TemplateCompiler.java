package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks templates: each expression in it, scalars only inside text, and the whole against its target's schema (E208). */
public final class TemplateCompiler {
    private TemplateCompiler() {}

    /** @param target the schema the value has to fit; null for any value */
    public static List<Diagnostic> check(Template template, TypeEnv types, @Nullable Schema target) {
        throw new UnsupportedOperationException();
    }

    /** A bare expression's value against a target. */
    public static List<Diagnostic> check(Expr expr, TypeEnv types, Schema target) {
        throw new UnsupportedOperationException();
    }

    /** The type of the template's value; {@link Type#ANY} where an expression has findings. */
    public static Type type(Template template, TypeEnv types) {
        throw new UnsupportedOperationException();
    }

    /** Every expression of the template, in the order of the file. */
    public static List<Expr> expressions(Template template) {
        throw new UnsupportedOperationException();
    }
}
