package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.replay.ReplayCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "runs", description = "Look at runs, decide what they wait for, cancel them and try them again.")
public final class RunsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its own commands, in the order in which the help lists them. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new RunsCommand(terminal))
                .addSubcommand(new LsCommand(terminal))
                .addSubcommand(new ShowCommand(terminal))
                .addSubcommand(new EventsCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new ApproveCommand(terminal))
                .addSubcommand(new RejectCommand(terminal))
                .addSubcommand(new AnswerCommand(terminal))
                .addSubcommand(new AskCommand(terminal))
                .addSubcommand(new DelegateCommand(terminal))
                .addSubcommand(new SendCommand(terminal))
                .addSubcommand(new CancelCommand(terminal))
                .addSubcommand(new RetryCommand(terminal))
                .addSubcommand(new ForkCommand(terminal))
                .addSubcommand(new MoveCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE;
    }
}
