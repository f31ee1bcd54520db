package dev.signalbox.core.run;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run began with. Only a move to another file changes of it what that file says.
 *
 * @param forked the run whose beginning this one has; null for one that began by itself
 */
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
        Limits limits,
        @Nullable Forked forked) {
    /** The same run by another file. */
    public Origin moved(BundleHash to, String itsVersion, Map<String, Object> itsInput, Limits itsLimits) {
        return new Origin(id, to, flow, itsVersion, key, itsInput, startedBy, startedAt, parent, itsLimits, forked);
    }

    /** Another run with the same beginning. Its time counts from now on, and it is nobody's child. */
    public Origin forked(RunId run, Instant at, Forked by) {
        return new Origin(run, bundle, flow, version, key, input, startedBy, at, null, limits, by);
    }

    /** The same run, which has that much of its record left. */
    public Origin remembering(List<Recollection> record) {
        Forked its = forked == null ? null : new Forked(forked.run(), forked.seq(), forked.by(), record);
        return new Origin(id, bundle, flow, version, key, input, startedBy, startedAt, parent, limits, its);
    }

    /**
     * Where a fork comes from.
     *
     * @param run the run that it was forked from, after its event {@code seq}
     * @param by who asked for it
     * @param record what that run was answered later and this one may be answered too; what it was answered is gone from it
     */
    public record Forked(RunId run, long seq, String by, List<Recollection> record) {
        public Forked {
            record = List.copyOf(record);
        }
    }
}
