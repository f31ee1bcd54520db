/** Expressions: compiling CEL against types, evaluating it, rendering templates. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.expr;
