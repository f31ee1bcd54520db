package dev.signalbox.cli.place;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import java.util.ArrayList;
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
            if (!flow.triggers().isEmpty()) {
                sentences.add("the triggers of " + flow.name() + " start nothing yet; start its runs yourself");
            }
        }
        if (!workspace.channels().isEmpty()) {
            sentences.add("the channels of " + Workspaces.FILE + " send no notices yet; holds are in the inbox");
        }
        return sentences;
    }
}
