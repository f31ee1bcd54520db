package dev.signalbox.runtime.port;

import dev.signalbox.core.effect.Effect;

/**
 * An effect that was taken over.
 *
 * @param sent its leaving is committed: it may have happened
 * @param number of the claim under which it is this engine's now
 */
public record PendingEffect(Effect effect, boolean sent, long number) {
    public Claim claim() {
        return new Claim(EffectId.of(effect), number);
    }
}
