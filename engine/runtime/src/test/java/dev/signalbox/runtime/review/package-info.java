/** Holds the comparison of two versions. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.review;
