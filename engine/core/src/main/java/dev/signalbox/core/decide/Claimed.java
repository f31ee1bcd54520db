package dev.signalbox.core.decide;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.reply.ReplyText;
import dev.signalbox.core.run.Step.Doing;
import org.jspecify.annotations.Nullable;

/**
 * What a reply is counted as: what its provider says, if that can be. Less than nothing, and what is no number, is no news
 * of what the call took, and would give budget back: what was set aside for it counts then. No figure is so large that
 * sums of it could turn over.
 *
 * @param writtenTokens of the input, what the provider wrote into its cache; null for none
 * @param costUsd by the workspace's price
 */
record Claimed(
        long inputTokens,
        long outputTokens,
        long cachedTokens,
        @Nullable Long writtenTokens,
        double costUsd) {
    /** More than every model of the world says in a day, and too little for 10,000 of it to overflow a sum. */
    private static final long MOST = 1_000_000_000_000L;

    static Claimed of(ModelOutcome.Replied replied, Doing.Question question) {
        return of(
                new Claimed(
                        replied.inputTokens(),
                        replied.outputTokens(),
                        replied.cachedTokens(),
                        replied.writtenTokens(),
                        replied.costUsd()),
                question);
    }

    /** The same of what was counted for no reply; null where the provider said nothing. */
    static @Nullable Charge of(@Nullable Charge charge, Doing.Question question) {
        if (charge == null) {
            return null;
        }
        Claimed claimed = of(
                new Claimed(
                        charge.inputTokens(),
                        charge.outputTokens(),
                        charge.cachedTokens(),
                        charge.writtenTokens(),
                        charge.costUsd()),
                question);
        return new Charge(
                ReplyText.whole(charge.model()),
                claimed.inputTokens,
                claimed.outputTokens,
                claimed.cachedTokens,
                claimed.writtenTokens,
                claimed.costUsd);
    }

    private static Claimed of(Claimed said, Doing.Question question) {
        Long written = said.writtenTokens;
        boolean tokens = said.inputTokens >= 0
                && said.outputTokens >= 0
                && said.cachedTokens >= 0
                && (written == null || written >= 0);
        boolean money = Double.isFinite(said.costUsd) && said.costUsd >= 0;
        return new Claimed(
                tokens ? Math.min(MOST, said.inputTokens) : question.reservedTokens(),
                tokens ? Math.min(MOST, said.outputTokens) : 0,
                tokens ? Math.min(MOST, said.cachedTokens) : 0,
                tokens && written != null ? Long.valueOf(Math.min(MOST, written)) : null,
                // Plus nothing: -0.0 is 0.0.
                money ? Math.min(MOST, said.costUsd) + 0.0 : question.reservedUsd());
    }
}
