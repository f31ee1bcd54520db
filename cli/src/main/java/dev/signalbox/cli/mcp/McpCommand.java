package dev.signalbox.cli.mcp;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Workspaces;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "mcp", description = "Offer the workspace's flows as tools to an MCP client, over stdin and stdout.")
public final class McpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who starts the runs. Without a server, recorded as not signed in. Default: mcp.")
    private @Nullable String by;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "50",
            description =
                    "How long a call waits for its run before it answers that it goes on. Default: ${DEFAULT-VALUE}.")
    private int wait;

    private McpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its own commands. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new McpCommand(terminal))
                .addSubcommand(new ToolsCommand(terminal))
                .addSubcommand(new PinCommand(terminal));
    }

    @Override
    public Integer call() {
        FlowRuns runs = new FlowRuns(
                terminal,
                Workspaces.choose(terminal, engine.workspace()),
                engine,
                by,
                Duration.ofSeconds(Math.clamp(wait, 0, 3_600)));
        return StdioMcp.serve(terminal, runs);
    }
}
