package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps a state takes: itself, its branches, or the one it repeats. */
final class Steps {
    private Steps() {}

    /**
     * @param inner inside a {@code parallel} or {@code each}
     * @param place the whole step
     */
    record Step(
            State state,
            StepVerb verb,
            @Nullable Save save,
            @Nullable Retry retry,
            @Nullable Duration timeout,
            @Nullable Approve approve,
            boolean inner,
            Place place) {
        /** Its path in the file. */
        String path() {
            return place.path();
        }
    }

    static List<Step> of(State state) {
        List<Step> steps = new ArrayList<>();
        if (state.verb() instanceof StepVerb verb) {
            steps.add(new Step(
                    state, verb, state.save(), state.retry(), state.timeout(), state.approve(), false, state.place()));
        } else if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches().values().forEach(branch -> steps.add(inner(state, branch.step())));
        } else if (state.verb() instanceof EachVerb each) {
            steps.add(inner(state, each.step()));
        }
        return steps;
    }

    private static Step inner(State state, InnerStep step) {
        return new Step(
                state, step.verb(), step.save(), step.retry(), step.timeout(), step.approve(), true, step.place());
    }
}
