package dev.signalbox.runtime.api;

/**
 * What can be known of a flow's text before it is saved, and of its versions. Nothing of it changes anything or calls anybody.
 * Every method throws {@link Problem} for what is the caller's to mend; a text with errors is {@code INVALID} with its findings
 * as {@code diagnostics}.
 */
public interface DraftOperations {
    /** What a state of that text would send to its model, and what its budget is spent on. */
    DraftViews.ContextView context(String flow, DraftViews.ContextRequest request);

    /** What one step of that text would do. */
    DraftViews.StepView tryStep(String flow, DraftViews.StepRequest request);

    /** What the last runs of a flow did, of whatever version; as it was a few seconds ago. */
    ReviewViews.TrafficView traffic(String flow, int runs);

    /** The workspace's file and what runs have pinned of it. */
    ReviewViews.VersionsView versions(String flow);

    /** Two versions compared in meaning, and the open runs that the change concerns. */
    ReviewViews.ReviewView review(String flow, ReviewViews.ReviewRequest request);
}
