package dev.signalbox.runtime.trigger;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.TriggerNames;
import dev.signalbox.runtime.api.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The triggers of the workspace as its files are now. A flow with an error has none. Reckoned anew when a file changed. */
final class KnownTriggers {
    private final Supplier<CheckedWorkspace> workspace;
    private volatile @Nullable Seen seen;

    private record Seen(CheckedWorkspace workspace, List<KnownTrigger> triggers) {}

    KnownTriggers(Supplier<CheckedWorkspace> workspace) {
        this.workspace = workspace;
    }

    /** By flow, then in the order of the file. */
    @SuppressWarnings("ReferenceEquality") // the same reading of the files, or another
    List<KnownTrigger> all() {
        CheckedWorkspace now = workspace.get();
        Seen last = seen;
        if (last != null && last.workspace() == now) {
            return last.triggers();
        }
        List<KnownTrigger> found = new ArrayList<>();
        for (CheckedFlow flow : now.flows().values()) {
            TriggerNames.of(flow.flow().triggers())
                    .forEach((name, trigger) -> found.add(new KnownTrigger(name, trigger, flow)));
        }
        seen = new Seen(now, List.copyOf(found));
        return List.copyOf(found);
    }

    /** Refuses one that is not there. */
    KnownTrigger find(String flow, String name) {
        return all().stream()
                .filter(one -> one.flow().value().equals(flow) && one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "There is no trigger " + name + " of a flow " + flow + " here."));
    }

    @Nullable
    KnownTrigger at(String path) {
        for (KnownTrigger one : all()) {
            if (one.trigger() instanceof Trigger.Http http && http.path().equals(path)) {
                return one;
            }
        }
        return null;
    }

    List<KnownTrigger> of(EventName event) {
        return all().stream()
                .filter(one -> one.trigger() instanceof Trigger.Event wanted
                        && wanted.name().equals(event))
                .toList();
    }
}
