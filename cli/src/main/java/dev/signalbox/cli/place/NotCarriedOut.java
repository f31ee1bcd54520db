package dev.signalbox.cli.place;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The parts of the language that a workspace uses and this version only reads and checks. The language's page lists them
 * under the same heading; a part that begins to work leaves both.
 */
public final class NotCarriedOut {
    private NotCarriedOut() {}

    /** One sentence for each part; empty for a workspace that uses none. */
    public static List<String> by(OpenWorkspace open) {
        List<String> sentences = new ArrayList<>();
        Workspace workspace = open.loaded().workspace();
        for (Map.Entry<String, ReadFlow> file : open.loaded().flows().entrySet()) {
            Flow flow = file.getValue().flow();
            if (flow == null) {
                continue;
            }
            if (callsMcp(flow.actions().values())) {
                sentences.add("the mcp actions of " + flow.name() + " fail: this version carries out none");
            }
        }
        if (callsMcp(workspace.actions().values()) || !workspace.mcpServers().isEmpty()) {
            sentences.add("the mcp servers and actions of " + Workspaces.FILE + " are not reached by this version");
        }
        return sentences;
    }

    private static boolean callsMcp(Collection<Action> actions) {
        return actions.stream().anyMatch(action -> action.transport() instanceof Transport.Mcp);
    }
}
