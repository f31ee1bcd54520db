package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Workspace;

/** Whom a call goes to, with the {@code concurrency} that its flow's bundle says. */
final class Targets {
    private Targets() {}

    static Turns.Target of(Effect.ActionCall call, FlowSource.Pinned flow) {
        Action action = flow.flow().flow().actions().get(call.action());
        return of("action " + call.action(), action == null ? null : action.concurrency());
    }

    static Turns.Target of(Effect.ModelCall call, FlowSource.Pinned flow) {
        Workspace.Model model = flow.flow().models().get(call.model());
        return of("model " + call.model(), model == null ? null : model.concurrency());
    }

    /** Without a bound of its own a target is nobody's in particular, and what goes there waits with the rest. */
    private static Turns.Target of(String name, @org.jspecify.annotations.Nullable Integer most) {
        return most == null ? Turns.Target.ANY : new Turns.Target(name, most);
    }
}
