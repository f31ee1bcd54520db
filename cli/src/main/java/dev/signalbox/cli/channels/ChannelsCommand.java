package dev.signalbox.cli.channels;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "channels", description = "Look at how people are told of what waits for them, and try it.")
public final class ChannelsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private ChannelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its own commands, in the order in which the help lists them. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new ChannelsCommand(terminal))
                .addSubcommand(new LsCommand(terminal))
                .addSubcommand(new TestCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE;
    }
}
