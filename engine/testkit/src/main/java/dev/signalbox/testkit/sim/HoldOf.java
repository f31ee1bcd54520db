package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import org.jspecify.annotations.Nullable;

/** The hold that a decision is about. */
record HoldOf(HoldId hold, RunId run, @Nullable String hash, Actor actor) {
    static HoldOf of(Command decision) {
        HoldOf hold = orNull(decision);
        if (hold == null) {
            throw new IllegalArgumentException("no decision: " + decision);
        }
        return hold;
    }

    /** Null for a command that decides no hold. */
    static @Nullable HoldOf orNull(Command command) {
        if (command instanceof Command.ApproveHold approve) {
            return of(approve.hold(), approve.hash(), approve.actor());
        }
        if (command instanceof Command.RejectHold reject) {
            return of(reject.hold(), reject.hash(), reject.actor());
        }
        if (command instanceof Command.AnswerHold answer) {
            return of(answer.hold(), answer.hash(), answer.actor());
        }
        return null;
    }

    private static HoldOf of(HoldId hold, @Nullable String hash, Actor actor) {
        return new HoldOf(hold, new RunId(hold.value().substring(0, hold.value().indexOf('.'))), hash, actor);
    }
}
