package dev.signalbox.cli.mcp;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.mcp.McpActions;
import dev.signalbox.runtime.mcp.Tool;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A workspace's MCP servers, each asked once what it offers; ended with this. */
final class Servers implements AutoCloseable {
    private static final Duration TO_SAY = Duration.ofMinutes(2);

    private final Workspace workspace;
    private final McpActions actions;
    private final Map<String, Map<String, Tool>> asked = new HashMap<>();

    Servers(Terminal terminal, Workspace workspace) {
        this.workspace = workspace;
        this.actions = McpActions.of(
                () -> workspace,
                new WorkspaceEnvironment(() -> workspace, terminal.environment(), Map.of()),
                pin -> null);
    }

    Map<String, Tool> tools(String server) {
        if (!workspace.mcpServers().containsKey(server)) {
            throw new Complaint("there is no MCP server " + server + " in signalbox.yaml; "
                    + (workspace.mcpServers().isEmpty()
                            ? "it names none under mcp.servers"
                            : "it has "
                                    + String.join(", ", workspace.mcpServers().keySet())));
        }
        Map<String, Tool> known = asked.get(server);
        if (known == null) {
            try {
                known = actions.tools(server, TO_SAY);
            } catch (McpActions.Unreachable unreachable) {
                throw new Complaint(String.valueOf(unreachable.getMessage()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Complaint("stopped while the MCP server " + server + " was asked");
            }
            asked.put(server, known);
        }
        return known;
    }

    @Override
    public void close() {
        actions.close();
    }
}
