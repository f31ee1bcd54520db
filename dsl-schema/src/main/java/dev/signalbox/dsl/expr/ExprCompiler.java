package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import java.util.List;

/** Checks CEL expressions against types. One finding for each mistake, at its line and column in the file. */
public final class ExprCompiler {
    private ExprCompiler() {}

    /** What came of an expression. */
    public sealed interface Result {
        /** It is fit to be evaluated. */
        record Ok(Compiled compiled) implements Result {}

        /** It has mistakes, in the order of its text. */
        record Findings(List<Diagnostic> findings) implements Result {
            public Findings {
                findings = List.copyOf(findings);
            }
        }
    }

    /** Checks an expression whose value may have any type. */
    public static Result compile(Expr expr, TypeEnv types) {
        Source.Parsed parsed = Source.parse(expr);
        Source source = parsed.source();
        if (source == null) {
            Diagnostic finding = parsed.finding();
            return new Result.Findings(finding == null ? List.of() : List.of(finding));
        }
        Checker checker = new Checker(source);
        Node node = checker.check(types);
        if (!checker.findings().isEmpty()) {
            return new Result.Findings(
                    checker.findings().stream().distinct().sorted(BY_PLACE).toList());
        }
        return new Result.Ok(new Compiled(expr, node, checker.roots(), checker.reads()));
    }

    private static final java.util.Comparator<Diagnostic> BY_PLACE = java.util.Comparator.comparingInt(
                    (Diagnostic finding) -> finding.place().span().line())
            .thenComparingInt(finding -> finding.place().span().column());

    /** As {@link #compile}, and the expression has to be boolean (E207). */
    public static Result compileCondition(Expr expr, TypeEnv types) {
        Result result = compile(expr, types);
        if (!(result instanceof Result.Ok ok)) {
            return result;
        }
        Type type = ok.compiled().type();
        if (type instanceof Type.Any || Types.base(type) instanceof Type.Bool) {
            return result;
        }
        return new Result.Findings(List.of(Diagnostic.of(
                        Code.E207,
                        expr.place(),
                        "A condition has to be true or false, and this is " + Types.words(type) + ".")
                .withHelp(Conversions.asked(expr.source().strip(), type))));
    }
}
