/** {@code signalbox validate}: finds what is wrong, tells it in each format, mends what is safe to mend. Uses {@code place} and {@code print}. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.validate;
