/** Carries out actions: http, java, exec, echo. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.action;
