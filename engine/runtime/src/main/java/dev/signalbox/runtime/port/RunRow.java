package dev.signalbox.runtime.port;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lists and timers need of a run without its log: written with every commit, never the truth.
 *
 * @param seq the number of its last event, dense from 1
 * @param wakeAt when something may be due; null when nothing will be by itself
 * @param waitingFor on what it waits, in a few words; null when it does not
 */
public record RunRow(
        RunId id,
        FlowName flow,
        String version,
        @Nullable String key,
        BundleHash bundle,
        RunStatus status,
        @Nullable StateName state,
        long seq,
        @Nullable StepId parent,
        String startedBy,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant wakeAt,
        @Nullable String waitingFor,
        Usage usage) {
    public boolean open() {
        return !status.ended();
    }
}
