package dev.signalbox.dsl.expr;

/** An expression ready to be evaluated. Stateless, safe to share. */
@FunctionalInterface
interface Plan {
    Object at(Scope scope) throws EvalException;
}
