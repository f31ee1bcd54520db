/**
 * What people ask of holds: listed, looked at, claimed, talked about, decided one by one or together, and told afterwards.
 * Knows how runs are read and the dispatcher; that a decision counts once is the core's to hold.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.hold;
