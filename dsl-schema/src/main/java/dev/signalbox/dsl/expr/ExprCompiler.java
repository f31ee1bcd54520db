package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Expr;
import java.util.List;

/** Checks CEL expressions against types. One finding for each mistake, at its line and column in the file. */
public final class ExprCompiler {
    private ExprCompiler() {}

    /** What came of an expression. */
    public sealed interface Result {
        record Ok(Compiled compiled) implements Result {}

        record Findings(List<Diagnostic> findings) implements Result {
            public Findings {
                findings = List.copyOf(findings);
            }
        }
    }

    public static Result compile(Expr expr, TypeEnv types) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #compile}, and the expression has to be boolean (E207). */
    public static Result compileCondition(Expr expr, TypeEnv types) {
        throw new UnsupportedOperationException();
    }
}
