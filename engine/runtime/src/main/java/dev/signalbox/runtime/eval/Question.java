package dev.signalbox.runtime.eval;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;

/**
 * A model question of a run's log, and what came of it then.
 *
 * @param subject the run, or the test, that it is of
 * @param flow the file as the run pinned it
 * @param before the run as it was when the step asked
 * @param asked the first request: its words, its schema
 * @param hidden the answer went into redacted data: it is compared and never shown
 */
public record Question(
        String subject, CheckedFlow flow, Run before, Event.ModelRequested asked, Answer answer, boolean hidden) {
    /** The same question with another answer. */
    public Question with(Answer other) {
        return new Question(subject, flow, before, asked, other, hidden);
    }

    public StepId step() {
        return asked.step();
    }
}
