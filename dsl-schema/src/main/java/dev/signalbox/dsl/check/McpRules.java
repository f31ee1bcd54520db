package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.McpServer;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Places;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * R605, S511 and S512 of MCP: the servers that actions name are there, the workspace lets them be reached, and what a tool is
 * stands in the file. Asked of a workspace's files only: servers and allow-lists are live, so a pinned flow knows neither.
 */
final class McpRules {
    private static final Pattern AUTHORITY = Pattern.compile("^https?://([^/?#]+).*", Pattern.CASE_INSENSITIVE);

    private McpRules() {}

    static List<Diagnostic> check(Flow flow, Workspace workspace, Places places) {
        Findings findings = new Findings();
        actions(
                flow.actions().values().stream()
                        .filter(action -> !action.shared())
                        .toList(),
                workspace,
                places,
                findings);
        return findings.inFileOrder();
    }

    static void check(Workspace workspace, Places places, Findings findings) {
        actions(workspace.actions().values(), workspace, places, findings);
        for (McpServer server : workspace.mcpServers().values()) {
            allowed(server, workspace, places, findings);
        }
    }

    private static void actions(Collection<Action> actions, Workspace workspace, Places places, Findings findings) {
        for (Action action : actions) {
            if (action.transport() instanceof Transport.Mcp mcp) {
                String path = action.place().path() + "/mcp";
                if (!workspace.mcpServers().containsKey(mcp.server())) {
                    findings.unknown(
                            Code.R605,
                            value(places, path + "/server", action.place()),
                            "MCP server",
                            mcp.server(),
                            workspace.mcpServers().keySet());
                } else if (mcp.schema() == null) {
                    findings.add(
                            Code.S511,
                            value(places, path + "/tool", action.place()),
                            "What `" + mcp.tool() + "` is may be changed by its server, and nobody would hear of it.",
                            "Pin it: `signalbox mcp pin` asks the server and writes the tool's hash as `schema`.");
                }
            }
        }
    }

    private static void allowed(McpServer server, Workspace workspace, Places places, Findings findings) {
        String path = server.place().path();
        switch (server) {
            case McpServer.Stdio stdio -> {
                if (!workspace.execAllow().contains(stdio.command())) {
                    findings.add(
                            Code.S512,
                            value(places, path + "/command", server.place()),
                            "`exec.allow` does not name `" + stdio.command() + "`, so that it is not started.",
                            "Add it to `exec.allow`, in the same words, if flows may run it.");
                }
            }
            case McpServer.Http http -> {
                if (http.url() instanceof Template.Literal literal
                        && literal.value() instanceof String url
                        && !isAllowed(url, workspace.httpAllow())) {
                    findings.add(
                            Code.S512,
                            value(places, path + "/url", server.place()),
                            "`http.allow` does not name the host of this server, so that it is not reached.",
                            "Add the host to `http.allow` if flows may reach it; a private address as it is.");
                }
            }
        }
    }

    /** By the host's plain spelling; the engine reads addresses more strictly when it connects. */
    private static boolean isAllowed(String url, List<String> allow) {
        Matcher match = AUTHORITY.matcher(url);
        if (!match.matches()) {
            return true;
        }
        String authority = match.group(1).toLowerCase(Locale.ROOT);
        String host = authority.replaceFirst(":[0-9]+$", "");
        return allow.stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(entry -> entry.equals(authority) || entry.equals(host) || ("[" + entry + "]").equals(host));
    }

    private static Place value(Places places, String pointer, Place near) {
        Place place = places.value(pointer);
        return place != null ? place : near;
    }
}
