package dev.signalbox.core.decide;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.run.Step.Doing;

/**
 * What a reply is counted as: what its provider says, if that can be. Less than nothing, and what is no number, is no news
 * of what the call took, and would give budget back: what was set aside for it counts then. No figure is so large that
 * sums of it could turn over.
 *
 * @param costUsd by the workspace's price
 */
record Claimed(long inputTokens, long outputTokens, long cachedTokens, double costUsd) {
    /** More than every model of the world says in a day, and too little for 10,000 of it to overflow a sum. */
    private static final long MOST = 1_000_000_000_000L;

    static Claimed of(ModelOutcome.Replied replied, Doing.Question question) {
        boolean tokens = replied.inputTokens() >= 0 && replied.outputTokens() >= 0 && replied.cachedTokens() >= 0;
        boolean money = Double.isFinite(replied.costUsd()) && replied.costUsd() >= 0;
        return new Claimed(
                tokens ? Math.min(MOST, replied.inputTokens()) : question.reservedTokens(),
                tokens ? Math.min(MOST, replied.outputTokens()) : 0,
                tokens ? Math.min(MOST, replied.cachedTokens()) : 0,
                // Plus nothing: -0.0 is 0.0.
                money ? Math.min(MOST, replied.costUsd()) + 0.0 : question.reservedUsd());
    }
}
