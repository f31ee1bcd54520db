/**
 * A flow's text that nobody has saved, tried: what a state would send to its model, and what one step would do with given data.
 * Knows the language, the core and how things are shown; must never reach a store, an action, a network or a model.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.draft;
