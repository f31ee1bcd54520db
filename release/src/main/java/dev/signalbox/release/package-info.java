/**
 * Writes what stands beside the program in a release: the list of its libraries' licences and its bill of materials. Runs
 * in the build and is in no release; it may read the libraries' jars and must know nothing of the program.
 */
@NullMarked
package dev.signalbox.release;

import org.jspecify.annotations.NullMarked;
