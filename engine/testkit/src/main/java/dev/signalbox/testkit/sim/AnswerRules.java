package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.runtime.dispatch.Handled;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Linearizability, run by run: each answered command took effect at one point between its call and its answer, in the
 * order of the log, and the answer is what the sequential core gives at that point. What was acknowledged is there.
 */
final class AnswerRules {
    private final Journal journal;
    private final FlowPool flows;
    private final List<Violation> found;
    private final IdentityHashMap<Command, Journal.Kept> commits = new IdentityHashMap<>();

    AnswerRules(Journal journal, FlowPool flows, List<Violation> found) {
        this.journal = journal;
        this.flows = flows;
        this.found = found;
    }

    private void broken(int guarantee, Journal.Op op, String what) {
        found.add(new Violation(guarantee, op.run + ": " + what + ": " + op.command));
    }

    void check() {
        for (Journal.Story story : journal.stories().values()) {
            for (Journal.Kept kept : story.commits) {
                if (kept.asked() != null && commits.put(kept.asked().command(), kept) != null) {
                    found.add(new Violation(
                            4,
                            "one command was committed twice: " + kept.asked().command()));
                }
            }
        }
        for (Journal.Op op : journal.ops()) {
            Handled answer = op.answer;
            if (answer != null) {
                answered(op, answer);
            }
        }
    }

    private void answered(Journal.Op op, Handled answer) {
        Journal.Story story = journal.story(op.run);
        switch (answer) {
            case Handled.Done done -> done(op, done, story);
            case Handled.Refused refused -> refused(op, refused, story);
            case Handled.NoSuchRun none -> {
                if (op.logThen > 0) {
                    broken(1, op, "there was such a run");
                }
            }
            case Handled.KeyTaken taken -> keyTaken(op, taken.open());
            case Handled.Stale stale -> broken(4, op, "a client has no claim that could be stale");
            case Handled.StartedBefore before -> {
                if (journal.story(before.run()) == null) {
                    broken(1, op, "told that it had started " + before.run() + ", which is not there");
                }
            }
        }
    }

    private void done(Journal.Op op, Handled.Done done, Journal.@Nullable Story story) {
        Run told = done.run();
        if (story == null || told.seq() > story.log.size()) {
            broken(
                    1,
                    op,
                    "acknowledged as event " + told.seq() + " of a log of " + (story == null ? 0 : story.log.size()));
            return;
        }
        Run there = story.states.get((int) told.seq());
        if (there == null || !StateText.of(told).equals(StateText.of(there))) {
            broken(6, op, "answered with another state than the log's at event " + told.seq());
        }
        Journal.Kept kept = commits.get(op.command);
        if (kept == null) {
            if (!somewhere(op, story, AnswerRules::changesNothing)) {
                broken(1, op, "acknowledged and not in the log");
            }
            return;
        }
        if (kept.at() < op.invoked || kept.at() > op.returned) {
            broken(4, op, "took effect outside of its call");
        }
        if (kept.commit().row().seq() != told.seq()) {
            broken(4, op, "committed as event " + kept.commit().row().seq() + ", answered as " + told.seq());
        }
        accepted(op, story, (int) kept.commit().after());
    }

    /** A decision that was taken names the hash that the hold had then. */
    private void accepted(Journal.Op op, Journal.Story story, int after) {
        HoldOf decision = HoldOf.orNull(op.command);
        Run before = story.states.get(after);
        if (decision == null || before == null || decision.hash() == null) {
            return;
        }
        dev.signalbox.core.run.Hold hold = before.holds().get(decision.hold());
        if (hold != null && !hold.hash().equals(decision.hash())) {
            broken(3, op, "a decision for other arguments was taken");
        }
    }

    private static boolean changesNothing(Decision decision) {
        return decision instanceof Decision.Accepted accepted
                && accepted.events().isEmpty();
    }

    private void refused(Journal.Op op, Handled.Refused refused, Journal.@Nullable Story story) {
        Journal.Kept kept = commits.get(op.command);
        if (kept != null) {
            broken(1, op, "refused and in the log all the same");
        }
        if (op.command instanceof Command.StartRun) {
            return;
        }
        if (story != null
                && !somewhere(
                        op,
                        story,
                        decision -> decision instanceof Decision.Rejected rejected
                                && rejected.reason() == refused.why().reason()
                                && rejected.message().equals(refused.why().message()))) {
            broken(
                    op.command instanceof Command.CompleteAction ? 4 : 5,
                    op,
                    "refused without a reason (" + refused.why().message() + ")");
        }
    }

    private interface Wanted {
        boolean is(Decision decision);
    }

    /** Whether the core would decide so at some point of the log between the call and the answer. */
    private boolean somewhere(Journal.Op op, Journal.Story story, Wanted wanted) {
        Live live = journal.live(op.command);
        if (live == null) {
            return false;
        }
        for (int at = Math.max(1, op.logThen); at <= Math.min(op.logAtReturn, story.log.size()); at++) {
            Run run = story.states.get(at);
            if (run != null && wanted.is(decide(run, op.command, live))) {
                return true;
            }
        }
        return false;
    }

    private Decision decide(Run run, Command command, Live live) {
        CheckedFlow flow = flows.pinned(run.bundle()).flow();
        return Decider.decide(flow, run, command, live);
    }

    private void keyTaken(Journal.Op op, RunId by) {
        Journal.Story story = journal.story(by);
        if (story == null) {
            broken(1, op, "the key is said to be taken by " + by + ", which is not there");
            return;
        }
        boolean open = story.log.stream().noneMatch(Event.RunEnded.class::isInstance);
        for (Journal.Kept kept : story.commits) {
            boolean ends = kept.commit().events().stream().anyMatch(Event.RunEnded.class::isInstance);
            open |= ends && kept.at() >= op.invoked;
        }
        if (!open) {
            broken(4, op, "the key was free, " + by + " had ended");
        }
    }
}
