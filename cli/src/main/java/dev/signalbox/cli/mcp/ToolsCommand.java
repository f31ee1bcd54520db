package dev.signalbox.cli.mcp;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.mcp.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tools",
        description = "Start an MCP server of the workspace and print its tools as actions, pinned and typed.")
final class ToolsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "SERVER", description = "A name under mcp.servers.")
    private String server = "";

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: the one around this folder, else the only one directly below it.")
    private @Nullable String workspace;

    @Option(names = "--json", description = "One JSON object: each tool as the server describes it, with its pin.")
    private boolean json;

    ToolsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OpenWorkspace open = OpenWorkspace.load(Workspaces.choose(terminal, workspace));
        try (Servers servers = new Servers(terminal, open.loaded().workspace())) {
            Map<String, Tool> tools = servers.tools(server);
            if (json) {
                List<Object> all = new ArrayList<>();
                for (Tool tool : tools.values()) {
                    Map<String, Object> one = new LinkedHashMap<>(tool.definition());
                    one.put("schema", tool.pin());
                    all.add(one);
                }
                terminal.out().println(Printer.json(Map.of("server", server, "tools", all)));
            } else {
                terminal.out().println("actions:");
                tools.values().forEach(tool -> terminal.out().print(ToolSketch.of(server, tool)));
            }
            terminal.out().flush();
        }
        return Exit.FINE;
    }
}
