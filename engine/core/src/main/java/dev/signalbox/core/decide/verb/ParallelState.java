package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Progress;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code parallel}: named steps side by side. The result is an object of the branches that succeeded, in the order of the
 * file; what each saves is saved at the join.
 */
final class ParallelState {
    private ParallelState() {}

    static Progress advance(Turn turn, ParallelVerb parallel) {
        List<String> names = new ArrayList<>(parallel.branches().keySet());
        Map<String, Object> results = new LinkedHashMap<>();
        Failure first = null;
        int failed = 0;
        int needed = needed(parallel);
        for (String name : names) {
            Progress progress = isDecided(names.size(), needed, results.size(), failed)
                    ? Steps.progress(turn.step(turn.id(name)))
                    : Steps.advance(turn, Plans.branch(turn, parallel, name));
            switch (progress) {
                case Progress.Succeeded done -> results.put(name, done.result());
                case Progress.Failed lost -> {
                    failed++;
                    first = first == null ? lost.failure() : first;
                }
                case Progress.Dropped dropped -> failed++;
                case Progress.Waiting still -> {}
            }
        }
        return outcome(turn, names, results, needed, failed, first);
    }

    private static Progress outcome(
            Turn turn,
            List<String> names,
            Map<String, Object> results,
            int needed,
            int failed,
            @Nullable Failure first) {
        if (!isDecided(names.size(), needed, results.size(), failed) || !Fanout.release(turn, names)) {
            return Progress.WAITING;
        }
        if (results.size() >= needed) {
            return new Progress.Succeeded(new LinkedHashMap<>(results));
        }
        return new Progress.Failed(first == null ? Failure.of("failed", "no branch succeeded") : first);
    }

    /** The join is met, or cannot be met any more. */
    private static boolean isDecided(int branches, int needed, int succeeded, int failed) {
        return succeeded >= needed || branches - failed < needed;
    }

    private static int needed(ParallelVerb parallel) {
        return switch (parallel.join()) {
            case ParallelVerb.Join.All all -> parallel.branches().size();
            case ParallelVerb.Join.Any any -> 1;
            case ParallelVerb.Join.Count count -> count.n();
        };
    }

    /** The result of one branch, out of the state's. */
    static @Nullable Object branchResult(Object result, String branch) {
        return Json.object(result).get(branch);
    }
}
