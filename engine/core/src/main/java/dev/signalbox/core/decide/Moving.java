package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.decide.verb.States;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.move.Transfer;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.StateName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run go on by another file: what is under way is let go of, the run is moved, and what it waits for is asked anew, all
 * in one decision. What anything stands in the way of does not happen at all.
 */
final class Moving {
    private Moving() {}

    static @Nullable Rejected move(Turn turn, Command.MoveRun move) {
        Run run = turn.run();
        Rejected over = over(run);
        if (over != null) {
            return over;
        }
        if (run.bundle().equals(move.bundle())) {
            return Decider.rejected(Reason.CONFLICT, "the run uses this file already");
        }
        if (!run.bundle().equals(move.from())) {
            return Decider.rejected(Reason.STALE, "somebody has moved the run to another file meanwhile");
        }
        Compatibility compatibility = Compatibility.of(turn.checked(), move.to(), run, move.mapping(), turn.now());
        Transfer transfer = compatibility.transfer();
        if (transfer == null) {
            return refused(run, compatibility);
        }
        Activation activation = run.activation();
        if (activation != null && !transfer.anew()) {
            transfer.again().forEach(slot -> release(turn, activation.step(slot)));
        }
        moved(turn, move, transfer);
        return null;
    }

    /** A run that has ended, or is being ended, goes nowhere. */
    private static @Nullable Rejected over(Run run) {
        return switch (run.ending()) {
            case Ending.Ended ended -> Decider.ended(run);
            case Ending.Closing closing ->
                Decider.rejected(
                        Reason.CONFLICT,
                        "the run is being ended: " + closing.why().message());
            case Ending.Open open -> null;
            case Ending.Stuck stuck -> null;
        };
    }

    private static Rejected refused(Run run, Compatibility compatibility) {
        List<Diagnostic> errors =
                compatibility.findings().stream().filter(Diagnostic::isError).toList();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new Rejected(
                Reason.INVALID,
                "the run cannot move: " + errors.getFirst().message() + more,
                Map.of(
                        "verdict",
                        compatibility.verdict().text(),
                        "state",
                        String.valueOf(run.state()),
                        "problems",
                        errors.stream().map(Moving::problem).toList()));
    }

    private static Map<String, Object> problem(Diagnostic found) {
        return Map.of(
                "code",
                found.code().toString(),
                "message",
                found.message(),
                "file",
                found.place().span().file(),
                "line",
                (long) found.place().span().line(),
                "help",
                found.help() == null ? "" : found.help());
    }

    /** A hold is withdrawn and a decision lapses; a read or a question under way is given up and counted. */
    private static void release(Turn turn, @Nullable Step step) {
        if (step == null) {
            return;
        }
        switch (step.phase()) {
            case HELD -> Withdrawal.withdraw(turn, step, "the run moved to another file");
            case APPROVED ->
                turn.emit(new Event.ApprovalLapsed(turn.now(), step.id(), "the run moved to another file"));
            case CALLING -> {
                // A write that is let go of here has not left: its own report of leaving comes too late from now on.
                turn.effect(new Effect.Abandon(step.id()));
                turn.emit(new Event.StepDropped(turn.now(), step.id()));
            }
            case NEW, BACKOFF, REFUSED, UNKNOWN, WAITING, CHILD, SUCCEEDED, FAILED, DROPPED -> {}
        }
    }

    private static void moved(Turn turn, Command.MoveRun move, Transfer transfer) {
        Run run = turn.run();
        Activation was = run.activation();
        turn.emit(new Event.RunMoved(
                turn.now(),
                run.bundle(),
                move.bundle(),
                move.to().flow().version(),
                transfer.state(),
                transfer.visit(),
                transfer.anew(),
                transfer.again(),
                transfer.states(),
                transfer.renamed(),
                transfer.gone(),
                transfer.data(),
                transfer.given(),
                transfer.input().equals(run.input()) ? null : transfer.input(),
                transfer.limits(),
                move.actor().id(),
                move.actor().authenticated(),
                move.note()));
        turn.goesBy(move.to());
        if (was != null && !transfer.anew() && transfer.again().contains("")) {
            States.waitSince(turn, was.at());
        }
    }

    /** Why the run came to grief in the new file at once, in which case it is not moved at all; null when it did not. */
    static @Nullable Rejected hindered(Turn turn) {
        boolean past = false;
        for (Event event : turn.events()) {
            past |= event instanceof Event.RunMoved;
            if (past && event instanceof Event.RunStuck stuck) {
                return hindered(turn, stuck.state(), "would be stuck: " + stuck.message());
            }
            if (past && event instanceof Event.RouteTaken taken && taken.kind().equals("value")) {
                return hindered(turn, taken.state(), "would fail: " + taken.message());
            }
        }
        return null;
    }

    private static Rejected hindered(Turn turn, StateName state, String why) {
        Place place = turn.flow().state(state).namePlace();
        Diagnostic found = Diagnostic.of(Code.P902, place, "In the new file `" + state + "` " + why + ".");
        return refused(turn.run(), new Compatibility(List.of(found), null));
    }
}
