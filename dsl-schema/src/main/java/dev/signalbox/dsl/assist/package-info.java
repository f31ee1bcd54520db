/**
 * What an editor can be told about a file being written: what can stand here, what is this, where is it declared, what a
 * new name would change. Pure, for texts that need not parse; knows the language, and no protocol and no editor.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.assist;
