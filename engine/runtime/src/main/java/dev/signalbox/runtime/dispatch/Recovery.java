package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.codec.CodecException;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up effects that nobody has: of an engine that is gone, or left for whoever has room. What may be repeated is carried out again, with the same attempt and key;
 * an {@code at_most_once} call that had left is unknown, and never made again; one that had not left is made now.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final EffectRunner effects;
    private final Bounds bounds;

    Recovery(Dispatcher dispatcher, RunStore store, EffectRunner effects, Bounds bounds) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.effects = effects;
        this.bounds = bounds;
    }

    /** As long as there are any and there is room; what is left is another engine's, or for the next time. */
    void run() {
        int count = 0;
        for (List<PendingEffect> left = claim(); !left.isEmpty(); left = claim()) {
            for (PendingEffect pending : left) {
                takeUp(pending);
            }
            count += left.size();
        }
        if (count > 0) {
            LOG.info("Took up {} effects that nobody had", count);
        }
    }

    private List<PendingEffect> claim() {
        boolean room = !store.shared() || effects.size() < bounds.effects();
        return dispatcher.closing() || !room ? List.of() : dispatcher.guarded(() -> store.claim(bounds.batch()));
    }

    private void takeUp(PendingEffect pending) {
        try {
            if (pending.sent() && pending.effect() instanceof Effect.ActionCall call) {
                ActionOutcome unknown = new ActionOutcome.Unknown(
                        "crash", "Signalbox stopped while " + call.action() + " was under way; it may have happened.");
                dispatcher.handle(
                        call.step().run(),
                        new Command.CompleteAction(call.step(), call.attempt(), unknown),
                        pending.claim());
            } else {
                effects.resume(pending);
            }
        } catch (Problem | CodecException e) {
            // One run that cannot be read must not keep the others from going on.
            LOG.error("The run {} cannot go on: {}", pending.effect().step().run(), e.getMessage());
        }
    }
}
