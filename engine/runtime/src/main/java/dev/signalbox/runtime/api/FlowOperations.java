package dev.signalbox.runtime.api;

import java.util.List;

/**
 * The flows of a workspace. Every method throws {@link Problem} for what is the caller's to mend.
 */
public interface FlowOperations {
    /** The flows of the workspace, by name, broken ones included with their diagnostics. */
    List<Views.FlowSummary> flows();

    Views.FlowView flow(String name);
}
