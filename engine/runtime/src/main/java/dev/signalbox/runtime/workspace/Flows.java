package dev.signalbox.runtime.workspace;

import dev.signalbox.runtime.api.FlowOperations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.view.FlowViews;
import java.util.List;

/** The flows of the workspace as its files are now. */
public final class Flows implements FlowOperations {
    private final LiveWorkspace workspace;

    public Flows(LiveWorkspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public List<Views.FlowSummary> flows() {
        return FlowViews.summaries(workspace.checked());
    }

    @Override
    public Views.FlowView flow(String name) {
        Views.FlowView view = FlowViews.find(workspace.checked(), workspace.sources(), name);
        if (view == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + name + " in this workspace.");
        }
        return view;
    }
}
