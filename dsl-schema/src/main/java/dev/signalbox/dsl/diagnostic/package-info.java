/** Findings about a file: code, place, words, and their printed forms. Uses nothing of the language. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.diagnostic;
