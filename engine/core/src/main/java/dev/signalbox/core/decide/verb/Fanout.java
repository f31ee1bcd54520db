package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plan;
import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.Withdrawal;
import dev.signalbox.core.run.Step;
import java.util.List;

/** What {@code parallel} and {@code each} share: once it is decided who lost, the others are let go. */
final class Fanout {
    private Fanout() {}

    /**
     * Lets go of every step that has not settled: a hold is withdrawn, what was not sent is dropped, a read or a model
     * call is abandoned. False while a write is under way: it is awaited.
     */
    static boolean release(Turn turn, List<String> slots) {
        boolean all = true;
        for (String slot : slots) {
            Step step = turn.activation().step(slot);
            if (step == null || step.phase().settled() || step.phase() == Step.Phase.UNKNOWN) {
                continue;
            }
            if (!Withdrawal.release(turn, step)) {
                all = false;
                // A write may need its next try, or a person to say what became of it.
                Plan plan = Plans.of(turn, slot);
                if (plan != null) {
                    Steps.advance(turn, plan);
                }
            }
        }
        return all;
    }
}
