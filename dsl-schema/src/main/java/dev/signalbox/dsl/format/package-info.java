/**
 * Writes a file of the language in its one form: layout, order of keys, comments where they stood. It works on the
 * written text and knows nothing of what a flow means.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.format;
