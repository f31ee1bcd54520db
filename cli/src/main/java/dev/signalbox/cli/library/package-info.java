/**
 * The library of flows that is packed into the program, and how one of them becomes somebody's own: its files under another
 * name, and what it needs of {@code signalbox.yaml}. Uses the language's readers and checker; knows no engine and no store.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.library;
