package dev.signalbox.cli.actions;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "actions", description = "List what flows may call, and make actions of an OpenAPI document.")
public final class ActionsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private ActionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its own commands, in the order in which the help lists them. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new ActionsCommand(terminal))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new ImportCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE;
    }
}
