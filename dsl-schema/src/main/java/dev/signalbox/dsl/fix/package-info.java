/** Mends files by the safe fixes of their findings. Uses the readers and the checker, and writes nothing: it makes texts of texts. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.fix;
