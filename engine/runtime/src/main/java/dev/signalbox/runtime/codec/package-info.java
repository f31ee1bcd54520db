/**
 * Events, effects and runs as JSON and back, by the components of their records. Knows no store and no web server. What it
 * does not know it refuses.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.codec;
