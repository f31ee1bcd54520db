/** Ids as types. Knows nothing else. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.id;
