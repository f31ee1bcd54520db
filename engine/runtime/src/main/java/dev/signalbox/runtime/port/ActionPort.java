package dev.signalbox.runtime.port;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;

/**
 * Carries out one try of an action. Called on a virtual thread and stopped by interrupting it. Never throws for what the
 * other side does: a time-out or a lost connection after a write may have left is {@link ActionOutcome.Unknown}, before
 * that {@link ActionOutcome.Failed}.
 */
public interface ActionPort {
    ActionOutcome call(Effect.ActionCall call) throws InterruptedException;
}
