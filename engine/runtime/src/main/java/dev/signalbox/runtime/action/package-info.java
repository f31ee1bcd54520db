/** Carries out actions: http, java, echo. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.action;
