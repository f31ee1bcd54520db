package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.HoldHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds a call before it happens, and lets happen only what was approved. */
public final class Approvals {
    private Approvals() {}

    /**
     * What a person is asked to approve.
     *
     * @param action null for a child flow
     * @param what the action or the flow, as the hash names it
     */
    public record Asked(
            @Nullable ActionName action,
            String what,
            Map<String, Object> args,
            @Nullable Target target) {}

    /** Opens a hold for exactly this. */
    public static void open(Turn turn, Plan plan, Asked asked) throws ValueFailure {
        Approve approve = approve(plan);
        HoldId id = HoldHash.id(plan.id(), turn.step(plan.id()).holdsOpened() + 1);
        Instant now = turn.now();
        Escalate escalate = approve.escalate();
        turn.emit(new Event.HoldOpened(
                now,
                new Hold(
                        id,
                        plan.id(),
                        Hold.Purpose.APPROVE,
                        approve.title() == null
                                ? "Approve " + asked.what() + "?"
                                : Values.text(turn.checked(), approve.title(), plan.scope()),
                        asked.action(),
                        asked.args(),
                        asked.target(),
                        HoldHash.of(plan.id(), id, turn.run().bundle(), asked.what(), asked.target(), asked.args()),
                        Evidence.of(turn, approve.show(), plan.scope()),
                        editables(turn, approve, plan.scope()),
                        null,
                        List.of(),
                        approve.by(),
                        approve.count(),
                        approve.notRequester(),
                        approve.noteRequired(),
                        approve.urgency(),
                        now,
                        after(now, approve.within()),
                        after(now, approve.remind()),
                        escalate == null ? null : now.plus(escalate.after()),
                        escalate == null ? List.of() : escalate.by(),
                        List.of(),
                        null)));
    }

    static @Nullable Instant after(Instant now, @Nullable Duration time) {
        return time == null ? null : now.plus(time);
    }

    /**
     * Whether the decision may be used now: it is not too old, and {@code recheck} is true of data fetched after it.
     * False while a fetch is under way; a decision that is no good has a new hold in its place.
     */
    public static boolean rechecked(Turn turn, Plan plan) throws ValueFailure {
        Approve approve = approve(plan);
        Step.Approval approval = approval(turn, plan);
        if (approval.goodUntil() != null && turn.now().isAfter(approval.goodUntil())) {
            turn.emit(new Event.ApprovalLapsed(turn.now(), plan.id(), "the decision is older than it may be"));
            return false;
        }
        Expr recheck = approve.recheck();
        if (recheck == null) {
            return true;
        }
        Progress fetch = Fetches.again(turn, recheck, approval.at());
        if (fetch instanceof Progress.Failed failed) {
            Failure failure = failed.failure();
            turn.emit(
                    new Event.StepFailed(turn.now(), plan.id(), failure.outcome(), failure.kind(), failure.message()));
        }
        if (fetch != null) {
            return false;
        }
        if (Values.test(turn.checked(), recheck, plan.scope())) {
            return true;
        }
        turn.emit(new Event.ApprovalLapsed(turn.now(), plan.id(), "what it was approved on no longer holds"));
        return false;
    }

    /** Whether the step was held before: once a decision has lapsed it takes a new one, whatever the risk is by now. */
    public static boolean wasHeld(Turn turn, Plan plan) {
        return turn.step(plan.id()).holdsOpened() > 0;
    }

    /** Whether exactly this was approved; if not, the decision lapses and a new hold follows. */
    public static boolean covers(Turn turn, Plan plan, Asked asked) {
        Step.Approval approval = approval(turn, plan);
        String hash = HoldHash.of(
                plan.id(), approval.hold(), turn.run().bundle(), asked.what(), asked.target(), asked.args());
        if (hash.equals(approval.hash())) {
            return true;
        }
        turn.emit(new Event.ApprovalLapsed(turn.now(), plan.id(), "the call is no longer the one that was approved"));
        return false;
    }

    private static Approve approve(Plan plan) {
        Approve approve = plan.approve();
        if (approve == null) {
            throw new IllegalStateException(plan.id() + " has no approve");
        }
        return approve;
    }

    private static Step.Approval approval(Turn turn, Plan plan) {
        Step.Approval approval = turn.step(plan.id()).approval();
        if (approval == null) {
            throw new IllegalStateException(plan.id() + " is not approved");
        }
        return approval;
    }

    private static List<Hold.Editable> editables(Turn turn, Approve approve, Scope scope) {
        List<Hold.Editable> editables = new ArrayList<>();
        for (Expr path : approve.edit()) {
            String[] parts = path.source().trim().split("\\.");
            DataDecl data = turn.flow().data().get(new DataName(parts[0]));
            Schema schema =
                    data == null ? null : data.schema().at(List.of(parts).subList(1, parts.length));
            if (schema != null) {
                editables.add(
                        new Hold.Editable(path.source().trim(), schema.json(), Evidence.value(turn, path, scope)));
            }
        }
        return editables;
    }
}
