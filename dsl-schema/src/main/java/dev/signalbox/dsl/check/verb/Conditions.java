package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.Narrowing;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Expr;

/** What a condition establishes; nothing when it does not compile, which is a finding of its own. */
public final class Conditions {
    private Conditions() {}

    public static TypeEnv whenTrue(Expr condition, TypeEnv types) {
        return ExprCompiler.compileCondition(condition, types) instanceof ExprCompiler.Result.Ok ok
                ? Narrowing.whenTrue(ok.compiled(), types)
                : types;
    }

    public static TypeEnv whenFalse(Expr condition, TypeEnv types) {
        return ExprCompiler.compileCondition(condition, types) instanceof ExprCompiler.Result.Ok ok
                ? Narrowing.whenFalse(ok.compiled(), types)
                : types;
    }
}
