package dev.signalbox.core.run;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run began with. Only a move to another file changes of it what that file says. */
public record Origin(
        RunId id,
        BundleHash bundle,
        FlowName flow,
        String version,
        @Nullable String key,
        Map<String, Object> input,
        String startedBy,
        Instant startedAt,
        @Nullable StepId parent,
        Limits limits) {
    /** The same run by another file. */
    public Origin moved(BundleHash to, String itsVersion, Map<String, Object> itsInput, Limits itsLimits) {
        return new Origin(id, to, flow, itsVersion, key, itsInput, startedBy, startedAt, parent, itsLimits);
    }
}
