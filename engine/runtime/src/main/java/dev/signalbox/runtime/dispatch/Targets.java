package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.LostReply;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Workspace;
import org.jspecify.annotations.Nullable;

/** Whom a call goes to, with the {@code concurrency} and the {@code rate} that its flow's bundle says. */
final class Targets {
    private Targets() {}

    static Turns.Target of(Effect.ActionCall call, FlowSource.Pinned flow) {
        Action action = flow.flow().flow().actions().get(call.action());
        Integer most = action == null ? null : action.concurrency();
        // Without a bound of its own a target is nobody's in particular, and what goes there waits with the rest.
        return most == null ? Turns.Target.ANY : new Turns.Target("action " + call.action(), most, null);
    }

    static Turns.Target of(Effect.ModelCall call, FlowSource.Pinned flow) {
        Workspace.Model model = flow.flow().models().get(call.model());
        if (model == null || (!isRemote(model) && model.concurrency() == null && model.rate() == null)) {
            return Turns.Target.ANY;
        }
        int most = model.concurrency() == null ? Integer.MAX_VALUE : model.concurrency();
        return new Turns.Target("model " + call.model(), most, model.rate());
    }

    /** A provider may ask everybody to wait; who only plays one does not. */
    private static boolean isRemote(Workspace.Model model) {
        return switch (model.provider()) {
            case OPENAI, ANTHROPIC -> true;
            case RECORDED, PERSON -> false;
        };
    }

    /** What a call counts as against a rate before it begins: the most it can come to. */
    static long tokens(Effect effect) {
        return effect instanceof Effect.ModelCall call && call.reservedTokens() != null ? call.reservedTokens() : 0;
    }

    /**
     * Counts what a call came to, and shuts the way to a model that asks for a pause ({@code Retry-After} beside 429), for all
     * runs. Not where it has a fallback: its callers are told at once, so that they may go there.
     *
     * @param entry the call's; null for one that was let go of
     */
    static void answered(
            Turns turns,
            Turns.@Nullable Entry entry,
            Effect.ModelCall call,
            ModelOutcome outcome,
            FlowSource.Pinned flow) {
        if (entry == null) {
            return;
        }
        turns.counted(entry, used(call, outcome));
        Workspace.Model model = flow.flow().models().get(call.model());
        if (outcome instanceof ModelOutcome.Failed failed
                && failed.kind().equals("http.429")
                && failed.retryAfter() != null
                && model != null
                && model.fallback().isEmpty()) {
            turns.shut(entry.target(), failed.retryAfter());
        }
    }

    private static long used(Effect.ModelCall call, ModelOutcome outcome) {
        return switch (outcome) {
            case ModelOutcome.Replied replied ->
                replied.model().equals(call.model().value()) ? replied.inputTokens() + replied.outputTokens() : 0;
            case ModelOutcome.Failed failed -> used(call, failed);
            case ModelOutcome.NoRoom full -> 0;
            case ModelOutcome.NeedsPerson person -> 0;
        };
    }

    private static long used(Effect.ModelCall call, ModelOutcome.Failed failed) {
        Charge charged = failed.charged();
        if (charged != null) {
            return charged.inputTokens() + charged.outputTokens();
        }
        return LostReply.is(failed.kind()) ? tokens(call) : 0;
    }
}
