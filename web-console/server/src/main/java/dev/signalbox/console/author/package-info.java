/**
 * What the page's editor asks: checks, proposals and changes of a flow's text that is not saved, over the other files of the
 * workspace; and saving it. It may use the language and the wire; it knows no run, and never writes but in {@code FlowFile}.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.author;
