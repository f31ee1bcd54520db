/**
 * Files that somebody was in the middle of editing: the samples with one or several small faults, held against what the
 * reader and the checker promise of any text. May use everything of this module; nothing may use it.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.mutate;
