/**
 * The flow language: what a file says, whether it is right, and how its expressions are evaluated. Knows files only as
 * text handed to it; never a run, a store, a clock or a network.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl;
