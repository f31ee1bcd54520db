/** The language server: {@code dsl.assist} and the checker over the Language Server Protocol. Only the command {@code lsp} loads it. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.lsp;
