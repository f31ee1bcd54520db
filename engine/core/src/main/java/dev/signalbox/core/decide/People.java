package dev.signalbox.core.decide;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.Deciders;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.Approve;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people decide: structured fields, never read out of prose, and each hold decided once. */
final class People {
    private People() {}

    static @Nullable Rejected approve(Turn turn, Command.ApproveHold approve) {
        Hold hold = turn.run().holds().get(approve.hold());
        Rejected refused = refusal(turn, hold, approve.hold(), approve.hash(), approve.actor());
        if (refused != null || hold == null) {
            return refused;
        }
        if (hold.purpose() != Hold.Purpose.APPROVE) {
            return Decider.rejected(Reason.INVALID, "this hold asks for an answer, not for an approval");
        }
        if (hold.noteRequired() && isBlank(approve.note())) {
            return Decider.rejected(Reason.INVALID, "this hold wants a note with its decision");
        }
        Edits.Edited edited;
        try {
            edited = Edits.apply(turn, hold, approve.edit());
        } catch (Edits.Refused e) {
            return e.rejected();
        }
        if (approve.edit().isEmpty()) {
            vote(turn, hold, approve);
            return null;
        }
        if (approve.editedHash() != null && !approve.editedHash().equals(edited.hash())) {
            return stale("the edit comes out as another call than the one that was previewed", edited.hash());
        }
        turn.emit(new Event.HoldEdited(
                turn.now(),
                hold.id(),
                approve.edit(),
                edited.values(),
                edited.args(),
                edited.target(),
                edited.hash(),
                approve.actor().id(),
                edited.title(),
                edited.show()));
        Hold changed = turn.run().holds().get(hold.id());
        vote(turn, changed == null ? hold : changed, approve);
        return null;
    }

    private static void vote(Turn turn, Hold hold, Command.ApproveHold approve) {
        Actor actor = approve.actor();
        if (hold.votes().size() + 1 < hold.count()) {
            turn.emit(new Event.HoldVoted(
                    turn.now(), hold.id(), actor.id(), actor.via(), actor.authenticated(), approve.note()));
            return;
        }
        Plan plan = Plans.of(turn, hold.step().slot());
        Approve rules = plan == null ? null : plan.approve();
        turn.emit(new Event.HoldApproved(
                turn.now(),
                hold.id(),
                hold.hash(),
                actor.id(),
                actor.via(),
                actor.authenticated(),
                approve.note(),
                rules == null ? null : Approvals.after(turn.now(), rules.useWithin())));
    }

    static @Nullable Rejected reject(Turn turn, Command.RejectHold reject) {
        Hold hold = turn.run().holds().get(reject.hold());
        Rejected refused = refusal(turn, hold, reject.hold(), reject.hash(), reject.actor());
        if (refused != null || hold == null) {
            return refused;
        }
        if (hold.purpose() != Hold.Purpose.APPROVE) {
            return Decider.rejected(Reason.INVALID, "this hold asks for an answer; it cannot be rejected");
        }
        if (hold.noteRequired() && isBlank(reject.note())) {
            return Decider.rejected(Reason.INVALID, "this hold wants a note with its decision");
        }
        Actor actor = reject.actor();
        turn.emit(new Event.HoldRejected(
                turn.now(), hold.id(), actor.id(), actor.via(), actor.authenticated(), reject.note()));
        return null;
    }

    static @Nullable Rejected answer(Turn turn, Command.AnswerHold answer) {
        Hold hold = turn.run().holds().get(answer.hold());
        Rejected refused = refusal(turn, hold, answer.hold(), answer.hash(), answer.actor());
        if (refused != null || hold == null) {
            return refused;
        }
        if (hold.purpose() == Hold.Purpose.APPROVE) {
            return Decider.rejected(Reason.INVALID, "this hold is to be approved or rejected, not answered");
        }
        return Answers.take(turn, hold, answer);
    }

    /** Why this decision does not count, whatever it says; null when it may. */
    private static @Nullable Rejected refusal(
            Turn turn, @Nullable Hold hold, HoldId id, @Nullable String hash, Actor actor) {
        Rejected closed = closed(turn, hold, id);
        if (closed != null || hold == null) {
            return closed;
        }
        String forbidden = Deciders.refusal(turn.run(), hold, actor);
        if (forbidden != null) {
            return Decider.rejected(Reason.FORBIDDEN, forbidden);
        }
        if (hash != null && !hash.equals(hold.hash())) {
            return stale("the hold is not what you saw: it has another hash now", hold.hash());
        }
        return null;
    }

    /** Why nothing can be done with a hold any more, whoever asks; null while it is open. */
    static @Nullable Rejected closed(Turn turn, @Nullable Hold hold, HoldId id) {
        if (hold == null) {
            return settled(turn, id);
        }
        if (!turn.run().open()) {
            return Decider.ended(turn.run());
        }
        if (Due.isDue(hold.due(), turn.now())) {
            return new Rejected(
                    Reason.CONFLICT, "nobody decided in time: the hold has expired", Map.of("how", "expired"));
        }
        return null;
    }

    private static Rejected settled(Turn turn, HoldId id) {
        Desk.Settled settled = turn.run().desk().settled().get(id);
        if (settled == null) {
            return Decider.rejected(Reason.NOT_FOUND, "there is no hold " + id);
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("how", settled.how());
        details.put("at", settled.at().toString());
        if (settled.by() != null) {
            details.put("decided_by", settled.by());
        }
        String who = settled.by() == null ? "" : " by " + settled.by();
        return new Rejected(Reason.CONFLICT, "the hold was " + settled.how() + who + " at " + settled.at(), details);
    }

    private static Rejected stale(String message, String hash) {
        return new Rejected(Reason.STALE, message, Map.of("hash", hash));
    }

    private static boolean isBlank(@Nullable String note) {
        return note == null || note.isBlank();
    }
}
