package dev.signalbox.core.decide;

import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a state's result: {@code save}, then {@code set}, each value fitted to its name's schema. */
final class Saves {
    private Saves() {}

    /** What {@code save} writes; a parallel state saves what each branch saves, in the order of the file. */
    static Map<DataName, Object> saved(Turn turn, Object result) throws ValueFailure {
        State state = turn.state();
        Map<DataName, Object> values = new LinkedHashMap<>();
        if (state.verb() instanceof ParallelVerb parallel) {
            for (ParallelVerb.Branch branch : parallel.branches().values()) {
                @Nullable Object own = Json.object(result).get(branch.name());
                if (own != null) {
                    save(turn, branch.step().save(), own, Plans.scope(turn), values);
                }
            }
        }
        save(turn, state.save(), result, Plans.scope(turn), values);
        return values;
    }

    private static void save(Turn turn, @Nullable Save save, Object result, Scope scope, Map<DataName, Object> into)
            throws ValueFailure {
        Flow flow = turn.flow();
        switch (save) {
            case null -> {}
            case Save.Whole whole -> into.put(whole.name(), Values.fitData(flow, whole.name(), result));
            case Save.Mapping mapping -> {
                Scope withResult = RunScope.over(scope, into).with("result", result);
                into.putAll(Values.assign(turn.checked(), mapping.names(), withResult));
            }
        }
    }

    /** What {@code set} writes beside another verb: it reads what {@code save} wrote. */
    static Map<DataName, Object> set(Turn turn, Map<DataName, Object> saved) throws ValueFailure {
        State state = turn.state();
        return state.set().isEmpty()
                ? Map.of()
                : Values.assign(turn.checked(), state.set(), RunScope.over(Plans.scope(turn), saved));
    }
}
