package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.StepVerb;

/** What one visit of a state uses of a run's limits, when no reply is lost on its way and no fallback is asked. */
final class StateUse {
    private StateUse() {}

    static long steps(State state) {
        return state.verb() instanceof EndVerb ? 0 : 1;
    }

    static long fewestCalls(State state) {
        if (state.verb() instanceof EachVerb) {
            return 0;
        }
        return Steps.of(state).stream()
                .filter(step -> step.verb() instanceof LlmVerb)
                .count();
    }

    /** With every repair, and an {@code each} over as many items as it takes. */
    static long mostCalls(State state) {
        return times(state)
                * Steps.of(state).stream()
                        .mapToLong(step -> mostCalls(step.verb()))
                        .sum();
    }

    private static long mostCalls(StepVerb verb) {
        return verb instanceof LlmVerb llm ? 1L + llm.repair() : 0;
    }

    /** How often the state takes its step in one visit. */
    static long times(State state) {
        return state.verb() instanceof EachVerb each ? each.max() : 1;
    }
}
