package dev.signalbox.cli.command;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.lsp.StdioServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lsp", description = "Serve an editor over stdin and stdout, as the Language Server Protocol has it.")
final class LspCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--stdio", description = "What it does anyway; many editors give it.")
    @SuppressWarnings("UnusedVariable") // picocli sets it
    private boolean stdio;

    LspCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return StdioServer.serve(terminal);
    }
}
