package dev.signalbox.testkit.run;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.model.RecordedReply;

/**
 * Answers the questions that a test leaves to a file of recorded replies, and may ask a model what nobody recorded yet. Called on
 * the engine's threads, by several tests at a time.
 */
public interface Recorder {
    Answer ask(Asking asking) throws InterruptedException;

    /**
     * @param file of recorded replies, a path in the workspace
     * @param flow that the asking run pinned
     */
    record Asking(String file, TestCase test, Effect.ModelCall call, FlowSource.Pinned flow) {}

    /** What that reply is to the run: the same whether it is recorded now or was long ago. */
    static ModelOutcome played(Asking asking, RecordedReply reply) {
        return Said.recorded(asking.call(), reply, asking.flow().flow().models());
    }

    sealed interface Answer {
        record Came(ModelOutcome outcome) implements Answer {}

        /** Nobody can be asked. */
        record Not(String why) implements Answer {}
    }
}
