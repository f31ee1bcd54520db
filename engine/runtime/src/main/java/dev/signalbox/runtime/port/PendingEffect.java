package dev.signalbox.runtime.port;

import dev.signalbox.core.effect.Effect;

/** @param sent its leaving is committed: it may have happened */
public record PendingEffect(Effect effect, boolean sent) {}
