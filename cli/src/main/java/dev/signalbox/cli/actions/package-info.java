/** {@code signalbox actions}: what flows may call, and actions made of a description that another system gives of itself. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.actions;
