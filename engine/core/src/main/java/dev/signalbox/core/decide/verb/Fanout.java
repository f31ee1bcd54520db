package dev.signalbox.core.decide.verb;

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
            }
        }
        return all;
    }
}
