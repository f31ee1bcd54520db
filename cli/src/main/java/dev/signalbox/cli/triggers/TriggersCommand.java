package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "triggers", description = "Look at what starts runs besides people, pause it, try it out, fire it.")
public final class TriggersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private TriggersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its own commands, in the order in which the help lists them. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new TriggersCommand(terminal))
                .addSubcommand(new ListTriggersCommand(terminal))
                .addSubcommand("pause", PauseTriggerCommand.pause(terminal))
                .addSubcommand("resume", PauseTriggerCommand.resume(terminal))
                .addSubcommand(new TryTriggerCommand(terminal))
                .addSubcommand(new FireTriggerCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE;
    }
}
