/** Counting tokens: pure, versioned. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.tokens;
