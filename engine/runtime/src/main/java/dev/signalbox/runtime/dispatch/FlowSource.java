package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.FlowName;
import org.jspecify.annotations.Nullable;

/** Gives flows fit to run. What gives one throws {@link dev.signalbox.runtime.api.Problem} when there is none. */
public interface FlowSource {
    /** The flow as the workspace has it now, its bundle kept in the store. */
    Pinned current(FlowName name);

    /** The flow as a run pinned it. */
    Pinned pinned(BundleHash bundle);

    /** What all its flows together may use in a day, as the workspace says now; null where it says nothing. */
    default @Nullable DayLimits day() {
        return null;
    }

    /** A flow and the bundle it came from. */
    record Pinned(BundleHash bundle, CheckedFlow flow) {}
}
