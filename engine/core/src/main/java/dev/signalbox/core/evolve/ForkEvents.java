package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.ActionName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a run that has the beginning of another one. */
final class ForkEvents {
    private ForkEvents() {}

    /** The visit that it stands in begins here, as far as time goes: what waits, waits from now on. */
    static Run forked(Run run, Event.RunForked event) {
        Origin.Forked from = new Origin.Forked(event.from(), event.after(), event.by(), event.record());
        Run forked = run.with(run.origin().forked(event.run(), event.at(), from))
                .with(run.counters().forked(unmade(run.activation())))
                .with(run.desk().cleared(event.at()));
        Activation was = run.activation();
        if (was == null) {
            return forked;
        }
        Activation here = Activation.entered(was.state(), was.visit(), event.at());
        here = was.items() == null ? here : here.over(was.items());
        for (Step step : was.steps().values()) {
            StepId id =
                    new StepId(event.run(), was.state(), was.visit(), step.id().slot());
            here = here.with(step.forked(id));
        }
        return forked.with(here);
    }

    /** A call whose first try is under way was counted as it was asked for, and will be counted again. */
    private static List<ActionName> unmade(@Nullable Activation activation) {
        List<ActionName> unmade = new ArrayList<>();
        if (activation != null) {
            for (Step step : activation.steps().values()) {
                if (step.phase() == Step.Phase.CALLING
                        && step.attempt() == 1
                        && step.doing() instanceof Step.Doing.Call call) {
                    unmade.add(call.action());
                }
            }
        }
        return unmade;
    }

    static Run recalled(Run run, Event.AnswerRecalled event) {
        Origin.Forked forked = run.origin().forked();
        if (forked == null) {
            throw new IllegalStateException("a run that is no fork has nothing to recall: " + run.id());
        }
        List<Recollection> left = forked.record().stream()
                .filter(each -> each.seq() != event.recorded())
                .toList();
        return run.with(run.origin().remembering(left));
    }
}
