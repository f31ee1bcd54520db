package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;

/** Gives flows fit to run. Both methods throw {@link dev.signalbox.runtime.api.Problem} when there is none. */
public interface FlowSource {
    /** The flow as the workspace has it now, its bundle kept in the store. */
    Pinned current(FlowName name);

    /** The flow as a run pinned it. */
    Pinned pinned(BundleHash bundle);

    /** A flow and the bundle it came from. */
    record Pinned(BundleHash bundle, CheckedFlow flow) {}
}
