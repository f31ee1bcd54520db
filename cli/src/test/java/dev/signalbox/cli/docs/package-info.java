/**
 * The pages under {@code docs} as their readers use them: the files they show are written and checked, their commands
 * typed, their programs compiled. {@code docs/writing-docs.md} has the notation.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.docs;
