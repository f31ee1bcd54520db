package dev.signalbox.core.run;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a run: the fold of {@code evolve} over its events. Immutable. */
public record Run(
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
        long seq,
        Instant updatedAt,
        @Nullable StateName state,
        Map<DataName, Object> data,
        Usage usage,
        Map<HoldId, Hold> holds,
        @Nullable Object output,
        @Nullable String error) {}
