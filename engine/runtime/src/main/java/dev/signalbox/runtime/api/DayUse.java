package dev.signalbox.runtime.api;

import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a day's limits have been used of, with what is set aside for calls under way.
 *
 * @param scope a flow, or {@link DayLedger#ALL} for the whole workspace
 * @param limits as the files say now; null where they say nothing any more
 */
public record DayUse(String scope, Amount used, @Nullable DayLimits limits) {
    /** Of each scope that has a limit or a use, the workspace first. */
    public static List<DayUse> of(List<Use> used, LoadedWorkspace files) {
        SortedMap<String, Amount> uses = new TreeMap<>();
        used.forEach(use -> uses.put(use.scope(), use.used()));
        SortedMap<String, DayLimits> limits = new TreeMap<>();
        DayLimits all = files.workspace().day();
        if (all != null) {
            limits.put(DayLedger.ALL, all);
        }
        for (ReadFlow read : files.flows().values()) {
            Flow flow = read.flow();
            DayLimits own = flow == null ? null : flow.day();
            if (flow != null && own != null) {
                limits.put(flow.name().value(), own);
            }
        }
        limits.keySet().forEach(scope -> uses.putIfAbsent(scope, Amount.NONE));
        List<DayUse> days = new ArrayList<>();
        uses.forEach((scope, amount) -> days.add(new DayUse(scope, amount, limits.get(scope))));
        return days;
    }

    /** Nothing more fits one of its limits. */
    public boolean full() {
        if (limits == null) {
            return false;
        }
        Amount most = Amount.limit(limits.llmCalls(), limits.tokens(), limits.costUsd());
        return used.calls() >= most.calls() || used.tokens() >= most.tokens() || used.nanoUsd() >= most.nanoUsd();
    }
}
