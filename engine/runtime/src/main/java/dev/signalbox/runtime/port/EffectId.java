package dev.signalbox.runtime.port;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.StepId;

/**
 * One effect among those of a run that are not settled.
 *
 * @param kind the effect's own name
 * @param attempt which try it is; 0 for an effect that has no tries
 */
public record EffectId(StepId step, String kind, int attempt) {
    public static EffectId of(Effect effect) {
        return switch (effect) {
            case Effect.ActionCall call -> new EffectId(call.step(), "ActionCall", call.attempt());
            case Effect.ModelCall call -> new EffectId(call.step(), "ModelCall", call.attempt());
            case Effect.ChildRun child -> new EffectId(child.step(), "ChildRun", 0);
            case Effect.CancelChild child -> new EffectId(child.step(), "CancelChild", 0);
            case Effect.Abandon abandon -> new EffectId(abandon.step(), "Abandon", 0);
        };
    }
}
