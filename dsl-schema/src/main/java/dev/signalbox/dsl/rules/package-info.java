/**
 * The rule book: what each code means, with an example that breaks it and one that keeps it. One source for {@code explain},
 * for the pages under {@code docs/rules} and for the tests that hold the checker to it. Knows the codes, never the checker.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.rules;
