/** JSON as it goes over the wire, requests read within limits, and problems written. Knows no route. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.wire;
