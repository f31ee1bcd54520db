package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Holds;
import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Progress;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.verb.AskVerb;

/** {@code ask}: holds for a person's typed answer. */
final class AskState {
    private AskState() {}

    static Progress advance(Turn turn, AskVerb ask) {
        StepId id = turn.id("");
        if (turn.step(id).phase() == Step.Phase.NEW) {
            try {
                Holds.ask(turn, id, ask, Plans.scope(turn));
            } catch (ValueFailure e) {
                return new Progress.Failed(Failure.value(e.words()));
            }
        }
        return Steps.progress(turn.step(id));
    }
}
