package dev.signalbox.testkit.run;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;

/**
 * Is told each model call of a test with what came of it, in the order in which the run went on with them. Called on the thread
 * that plays the test.
 */
@FunctionalInterface
public interface ModelListener {
    ModelListener NONE = (call, outcome) -> {};

    void told(Effect.ModelCall call, ModelOutcome outcome);
}
