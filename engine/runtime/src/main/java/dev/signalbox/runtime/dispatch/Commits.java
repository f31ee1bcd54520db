package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one accepted command changes in the store. */
final class Commits {
    private Commits() {}

    /**
     * @param free what the commit brings is left for any engine that has room
     * @param snapshotEvery events between two snapshots
     */
    record How(boolean free, int snapshotEvery) {
        @Nullable
        Snapshot snapshot(@Nullable Run before, Run after) {
            long was = before == null ? 0 : before.seq();
            return was / snapshotEvery == after.seq() / snapshotEvery ? null : new Snapshot(after);
        }
    }

    static Commit of(
            @Nullable Run before,
            Command command,
            @Nullable Claim under,
            Decision.Accepted accepted,
            Commit.@Nullable StartKey startKey,
            How how) {
        Run after = accepted.run();
        List<Effect> kept = new ArrayList<>();
        List<StepId> dropped = new ArrayList<>();
        for (Effect effect : accepted.effects()) {
            switch (effect) {
                case Effect.ActionCall call -> kept.add(call);
                case Effect.ModelCall call -> kept.add(call);
                case Effect.ChildRun child -> kept.add(child);
                case Effect.CancelChild child -> kept.add(child);
                case Effect.Abandon abandon -> dropped.add(abandon.step());
            }
        }
        Map<HoldId, Hold> old = before == null ? Map.of() : before.holds();
        // What a list shows of the run's cost stands beside the hold.
        boolean dearer =
                before != null && before.usage().costUsd() != after.usage().costUsd();
        List<Hold> holds = after.holds().values().stream()
                .filter(hold -> dearer || !hold.equals(old.get(hold.id())))
                .toList();
        List<HoldId> closed = old.keySet().stream()
                .filter(hold -> !after.holds().containsKey(hold))
                .toList();
        List<Waiter> waiters = after.waiters();
        boolean same = waiters.equals(before == null ? List.of() : before.waiters());
        EffectId sent = sent(command);
        EffectId settled = againUnderWay(command, after) ? null : settled(command);
        return new Commit(
                RunRows.of(after, false),
                before == null ? 0 : before.seq(),
                under,
                accepted.events(),
                kept,
                how.free(),
                sent == null ? List.of() : List.of(sent),
                settled == null ? List.of() : List.of(settled),
                dropped,
                holds,
                closed,
                Verdicts.of(before, accepted.events()),
                same ? null : waiters,
                startKey,
                how.snapshot(before, after),
                List.of());
    }

    /** A child run that was let go of is over while another of the same step is under way: the effect is the other's by now. */
    private static boolean againUnderWay(Command command, Run after) {
        Step step = command instanceof Command.CompleteChild done ? after.step(done.step()) : null;
        return step != null && after.open() && step.phase() == Step.Phase.CHILD;
    }

    /** The row alone, when what it shows of child runs has changed. */
    static Commit ofRow(Run run, boolean childrenWait) {
        return new Commit(
                RunRows.of(run, childrenWait),
                run.seq(),
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of());
    }

    private static @Nullable EffectId sent(Command command) {
        return command instanceof Command.ReportLeaving leaving
                ? new EffectId(leaving.step(), "ActionCall", leaving.attempt())
                : null;
    }

    /** The effect that a command is the result of. */
    static @Nullable EffectId settled(Command command) {
        if (command instanceof Command.CompleteAction done) {
            return new EffectId(done.step(), "ActionCall", done.attempt());
        }
        if (command instanceof Command.CompleteModel done) {
            return new EffectId(done.step(), "ModelCall", done.attempt());
        }
        if (command instanceof Command.CompleteChild done) {
            return new EffectId(done.step(), "ChildRun", 0);
        }
        return null;
    }
}
