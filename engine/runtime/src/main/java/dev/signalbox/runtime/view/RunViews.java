package dev.signalbox.runtime.view;

import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.RunRow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as they are shown. */
public final class RunViews {
    private RunViews() {}

    public static Views.RunSummary summary(RunRow row) {
        return new Views.RunSummary(
                row.id().value(),
                row.flow().value(),
                row.version(),
                row.key(),
                row.status().text(),
                row.state() == null ? null : row.state().value(),
                row.waitingFor(),
                row.startedBy(),
                row.startedAt().toString(),
                row.updatedAt().toString(),
                row.open() ? null : row.updatedAt().toString(),
                row.open()
                        ? null
                        : Duration.between(row.startedAt(), row.updatedAt()).toMillis(),
                row.parent() == null ? null : row.parent().run().value(),
                usage(row.usage()));
    }

    /**
     * @param row what it shows of child runs is newer than the run's own log
     * @param holds the run's and its child runs'
     */
    public static Views.RunView run(
            Run run, RunRow row, Flow flow, List<Views.HoldView> holds, List<Views.RunSummary> children) {
        return new Views.RunView(
                run.id().value(),
                run.id().value(),
                run.flow().value(),
                run.version(),
                run.bundle().value(),
                run.key(),
                row.status().text(),
                run.state() == null ? null : run.state().value(),
                row.waitingFor(),
                run.input(),
                data(run, flow),
                run.output(),
                run.error(),
                holds,
                children,
                visits(run),
                run.startedBy(),
                run.startedAt().toString(),
                run.updatedAt().toString(),
                run.parent() == null ? null : run.parent().run().value(),
                usage(run.usage()),
                from(run.origin().forked()));
    }

    /** Its data, without what the flow keeps to itself. */
    public static Map<String, Object> data(Run run, Flow flow) {
        Map<String, Object> data = new LinkedHashMap<>();
        run.data().forEach((name, value) -> {
            DataDecl declared = flow.data().get(name);
            data.put(name.value(), declared != null && declared.redact() ? Redaction.WORD : value);
        });
        return data;
    }

    public static Map<String, Integer> visits(Run run) {
        Map<String, Integer> visits = new LinkedHashMap<>();
        run.visits().forEach((StateName state, Integer count) -> visits.put(state.value(), count));
        return visits;
    }

    private static Views.@Nullable ForkedFrom from(Origin.@Nullable Forked forked) {
        return forked == null ? null : new Views.ForkedFrom(forked.run().value(), forked.seq());
    }

    public static Views.UsageView usage(Usage usage) {
        return new Views.UsageView(
                usage.llmCalls(),
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cachedTokens(),
                usage.costUsd(),
                usage.steps());
    }
}
