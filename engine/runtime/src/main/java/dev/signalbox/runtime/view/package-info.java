/** From runs and events to what is shown. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.view;
