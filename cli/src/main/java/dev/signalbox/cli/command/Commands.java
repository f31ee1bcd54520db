package dev.signalbox.cli.command;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.fmt.FmtCommand;
import dev.signalbox.cli.runs.RunsCommand;
import dev.signalbox.cli.tests.TestCommand;
import picocli.CommandLine;

/** Every command there is, in the order in which the help lists them. */
public final class Commands {
    private Commands() {}

    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new Root(terminal))
                .addSubcommand(new NewCommand(terminal))
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new FmtCommand(terminal))
                .addSubcommand(new TestCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(RunsCommand.tree(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new WorkerCommand(terminal))
                .addSubcommand(new ContextCommand(terminal))
                .addSubcommand(new EvalCommand(terminal))
                .addSubcommand(new GraphCommand(terminal))
                .addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new BackupCommand(terminal))
                .addSubcommand(new WarmUpCommand(terminal));
    }
}
