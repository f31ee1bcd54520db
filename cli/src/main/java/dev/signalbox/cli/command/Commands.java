package dev.signalbox.cli.command;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.actions.ActionsCommand;
import dev.signalbox.cli.channels.ChannelsCommand;
import dev.signalbox.cli.compat.CompatCommand;
import dev.signalbox.cli.diff.DiffCommand;
import dev.signalbox.cli.fmt.FmtCommand;
import dev.signalbox.cli.mcp.McpCommand;
import dev.signalbox.cli.replay.ReplayCommand;
import dev.signalbox.cli.runs.RunsCommand;
import dev.signalbox.cli.tests.TestCommand;
import dev.signalbox.cli.triggers.TriggersCommand;
import dev.signalbox.cli.validate.ValidateCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** Every command there is, in the order in which the help lists them. */
public final class Commands {
    private static final Map<String, Function<Terminal, Object>> ALL = all();

    private Commands() {}

    private static Map<String, Function<Terminal, Object>> all() {
        Map<String, Function<Terminal, Object>> all = new LinkedHashMap<>();
        all.put("new", NewCommand::new);
        all.put("validate", ValidateCommand::new);
        all.put("fmt", FmtCommand::new);
        all.put("test", TestCommand::new);
        all.put("run", RunCommand::new);
        all.put("runs", RunsCommand::tree);
        all.put("triggers", TriggersCommand::tree);
        all.put("serve", ServeCommand::new);
        all.put("worker", WorkerCommand::new);
        all.put("channels", ChannelsCommand::tree);
        all.put("context", ContextCommand::new);
        all.put("eval", EvalCommand::new);
        all.put("diff", DiffCommand::new);
        all.put("replay", ReplayCommand::new);
        all.put("compat", CompatCommand::new);
        all.put("graph", GraphCommand::new);
        all.put("actions", ActionsCommand::tree);
        all.put("schema", SchemaCommand::new);
        all.put("explain", ExplainCommand::new);
        all.put("lsp", LspCommand::new);
        all.put("mcp", McpCommand::tree);
        all.put("doctor", DoctorCommand::new);
        all.put("backup", BackupCommand::new);
        all.put("warm-up", WarmUpCommand::new);
        return all;
    }

    /**
     * The commands that a command line needs: the one it begins with, or all of them where it begins with none. Reading the
     * declarations of all is most of what a short command takes otherwise.
     */
    public static CommandLine tree(Terminal terminal, String... args) {
        CommandLine root = new CommandLine(new Root(terminal));
        Function<Terminal, Object> named = args.length == 0 ? null : ALL.get(args[0]);
        if (named != null) {
            return root.addSubcommand(args[0], named.apply(terminal));
        }
        ALL.forEach((name, maker) -> root.addSubcommand(name, maker.apply(terminal)));
        return root;
    }
}
