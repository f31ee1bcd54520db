package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pure function from a run and a command to what happens. */
public final class Decider {
    private Decider() {}

    /**
     * Never does I/O and never changes its arguments; the same arguments give the same decision.
     *
     * @param run null for {@link Command.StartRun} and {@link Command.ForkRun} alone
     */
    public static Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
        Turn turn = new Turn(flow, run, live);
        if (command instanceof Command.StartRun start) {
            return run == null
                    ? then(turn, Starting.start(turn, start))
                    : rejected(Reason.CONFLICT, "the run " + start.run() + " is there already");
        }
        if (command instanceof Command.ForkRun fork) {
            return run == null
                    ? then(turn, Forking.fork(turn, fork))
                    : rejected(Reason.CONFLICT, "the run " + fork.run() + " is there already");
        }
        if (run == null) {
            throw new IllegalArgumentException("a command needs a run: " + command);
        }
        Rejected refused = switch (command) {
            case Command.StartRun start -> rejected(Reason.CONFLICT, "a run starts once");
            case Command.ForkRun fork -> rejected(Reason.CONFLICT, "a run begins once");
            case Command.ReportLeaving leaving -> Results.leaving(turn, leaving);
            case Command.CompleteAction complete -> Results.action(turn, complete);
            case Command.CompleteModel complete -> Replies.model(turn, complete);
            case Command.NoteResult note -> Results.note(turn, note);
            case Command.CompleteChild complete -> Results.child(turn, complete);
            case Command.ApproveHold approve -> People.approve(turn, approve);
            case Command.RejectHold reject -> People.reject(turn, reject);
            case Command.AnswerHold answer -> People.answer(turn, answer);
            case Command.DiscussHold discuss -> Talk.discuss(turn, discuss);
            case Command.DelegateHold delegate -> Talk.delegate(turn, delegate);
            case Command.DeliverEvent event -> Deliveries.deliver(turn, event);
            case Command.Wake wake -> null;
            case Command.CancelRun cancel -> cancel(turn, cancel);
            case Command.RetryRun retry -> retry(turn, retry);
            case Command.MoveRun move -> Moving.move(turn, move);
        };
        Decision decision = then(turn, refused);
        if (command instanceof Command.MoveRun && decision instanceof Decision.Accepted) {
            Rejected hindered = Moving.hindered(turn);
            return hindered == null ? decision : hindered;
        }
        return decision;
    }

    /** What is due, and as far as the run can go, unless the command was refused. */
    private static Decision then(Turn turn, @Nullable Rejected refused) {
        if (refused != null) {
            return refused;
        }
        if (turn.run().open()) {
            Due.settle(turn);
            do {
                Advance.run(turn);
            } while (Recalling.answer(turn));
        }
        return turn.accepted();
    }

    private static @Nullable Rejected cancel(Turn turn, Command.CancelRun cancel) {
        Ending ending = turn.run().ending();
        switch (ending) {
            case Ending.Ended ended -> {
                return ended(turn.run());
            }
            case Ending.Open open -> {}
            case Ending.Closing closing -> {
                if (closing.cleaning()) {
                    // Asked a second time while it cleans up: then it ends without.
                    Withdrawal.releaseAll(turn);
                    turn.emit(new Event.RunEnded(
                            turn.now(),
                            "cancelled",
                            null,
                            "cancelled by " + cancel.actor().id() + " while cleaning up"));
                    return null;
                }
            }
            case Ending.Stuck stuck -> {}
        }
        turn.emit(new Event.CancelRequested(turn.now(), cancel.actor().id(), cancel.reason()));
        return null;
    }

    private static @Nullable Rejected retry(Turn turn, Command.RetryRun retry) {
        if (!(turn.run().ending() instanceof Ending.Stuck stuck)) {
            return rejected(
                    Reason.CONFLICT,
                    "only a stuck run can be retried, and this one is "
                            + turn.run().status().text());
        }
        boolean entered = stuck.state().equals(turn.run().state());
        turn.emit(new Event.RunRetried(turn.now(), retry.actor().id()));
        if (!entered || stuck.why().outcome().equals("exhausted")) {
            Entering.force(turn, stuck.state());
        }
        return null;
    }

    static Rejected ended(Run run) {
        return new Rejected(
                Reason.CONFLICT,
                "the run is over: it "
                        + (run.open() ? "is closing" : "was " + run.status().text()),
                Map.of("status", run.status().text()));
    }

    static Rejected rejected(Reason reason, String message) {
        return new Rejected(reason, message, Map.of());
    }
}
