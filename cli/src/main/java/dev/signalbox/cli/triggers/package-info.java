/** {@code signalbox triggers}: what starts runs besides people. Knows the operations, never how they are carried out. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.triggers;
