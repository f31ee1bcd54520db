package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.value.JsonText;
import java.util.Optional;

/** An expression of {@link World} evaluated in both ways, for tests of other packages. */
public final class BothPlans {
    private BothPlans() {}

    public static TypeEnv types() {
        return World.types();
    }

    /** The world's values; {@code free} may be anything. */
    public static Scope scope(Object free) {
        return World.scope().with("free", free);
    }

    /** What the direct plan gives, as text; empty when the expression has none. */
    public static Optional<String> direct(Compiled compiled, Scope scope) {
        return Optional.ofNullable(
                        DirectPlan.of(compiled.node(), compiled.expr().place()))
                .map(plan -> outcome(plan, scope));
    }

    /** What CEL's own runtime gives, as text. */
    public static String cel(Compiled compiled, Scope scope) {
        return outcome(compiled.celPlan(), scope);
    }

    /** What evaluation gives, as text; {@code fails} for every failure. */
    public static String outcome(Compiled compiled, Scope scope) {
        return outcome(compiled::eval, scope);
    }

    private static String outcome(Plan plan, Scope scope) {
        try {
            Object value = plan.at(scope);
            boolean endless = value instanceof Double number && !Double.isFinite(number);
            return endless ? "fails" : JsonText.write(value);
        } catch (EvalException failed) {
            return "fails";
        }
    }
}
