package dev.signalbox.testkit.sim;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.HoldHash;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.ActionName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people decide: each hold once, and no risky call without a decision for exactly that call. */
final class HoldRules {
    private final Journal journal;
    private final Ledger ledger;
    private final List<Violation> found;
    private final Risks risks;

    /** Whether a call is risky, judged by somebody else than the engine. */
    interface Risks {
        boolean risky(BundleHash bundle, ActionName action, Map<String, Object> args);
    }

    HoldRules(Journal journal, Ledger ledger, List<Violation> found, Risks risks) {
        this.journal = journal;
        this.ledger = ledger;
        this.found = found;
        this.risks = risks;
    }

    void check() {
        journal.stories().forEach((run, story) -> {
            Run now = story.now();
            if (now != null) {
                new OfRun(now, story.log).check();
            }
        });
        for (Ledger.Arrival arrival : ledger.arrivals()) {
            Journal.Story story = journal.story(arrival.call.step().run());
            Run now = story == null ? null : story.now();
            boolean risky = now == null || risks.risky(now.bundle(), arrival.call.action(), arrival.call.args());
            if (risky
                    && (story == null
                            || story.log.subList(0, Math.min(arrival.logThen, story.log.size())).stream()
                                    .noneMatch(event -> event instanceof Event.HoldApproved approved
                                            && approved.hold().value().startsWith(prefix(arrival.call.step()))))) {
                found.add(new Violation(3, "a risky call that nobody had approved: " + arrival.call.step()));
            }
        }
    }

    private static String prefix(StepId step) {
        return step.run() + "." + step.state() + "." + step.visit();
    }

    /** As {@link RandomFlows} declares them, said once more, so that the engine's own judgement is not asked. */
    static boolean ofRandomFlows(ActionName action, Map<String, Object> args) {
        return action.value().equals("wire")
                || (action.value().equals("pay") && args.get("n") instanceof Number n && n.longValue() > 4);
    }

    private final class OfRun {
        private final Run run;
        private final List<Event> log;
        private final Set<HoldId> decided = new HashSet<>();
        private final Map<HoldId, Hold> holds = new HashMap<>();
        private final Map<HoldId, String> hashes = new HashMap<>();
        private final Map<StepId, Event.HoldApproved> good = new HashMap<>();
        private BundleHash bundle;

        OfRun(Run run, List<Event> log) {
            this.run = run;
            this.log = log;
            bundle = log.get(0) instanceof Event.RunStarted started ? started.bundle() : run.bundle();
        }

        private void broken(int guarantee, String what) {
            found.add(new Violation(guarantee, run.id() + ": " + what));
        }

        void check() {
            for (Event event : log) {
                switch (event) {
                    case Event.HoldOpened opened -> {
                        holds.put(opened.hold().id(), opened.hold());
                        hashes.put(opened.hold().id(), opened.hold().hash());
                    }
                    case Event.HoldEdited edited -> hashes.put(edited.hold(), edited.hash());
                    case Event.HoldApproved approved -> approved(approved);
                    case Event.HoldRejected rejected -> settled(rejected.hold(), rejected.at(), true);
                    case Event.HoldAnswered answered -> settled(answered.hold(), answered.at(), true);
                    case Event.HoldExpired expired -> settled(expired.hold(), expired.at(), false);
                    case Event.HoldWithdrawn withdrawn -> settled(withdrawn.hold(), withdrawn.at(), false);
                    case Event.ApprovalLapsed lapsed -> good.remove(lapsed.step());
                    case Event.RunMoved moved -> moved(moved);
                    case Event.CallRequested requested -> called(requested);
                    default -> {}
                }
            }
        }

        private void approved(Event.HoldApproved approved) {
            settled(approved.hold(), approved.at(), true);
            Hold hold = holds.get(approved.hold());
            if (hold == null) {
                broken(3, "approved what was never asked: " + approved.hold());
                return;
            }
            if (!approved.hash().equals(hashes.get(approved.hold()))) {
                broken(3, "approved " + approved.hold() + " with a hash that is not the hold's");
            }
            good.put(hold.step(), approved);
        }

        /** Nothing that a person saw or decided of the file before counts in the next. */
        private void moved(Event.RunMoved moved) {
            bundle = moved.bundle();
            good.clear();
            for (HoldId hold : holds.keySet()) {
                if (!decided.contains(hold)) {
                    broken(3, "a hold outlived the file that it was shown by: " + hold);
                }
            }
        }

        private void settled(HoldId hold, Instant at, boolean byPerson) {
            if (!decided.add(hold)) {
                broken(5, "decided twice: " + hold);
            }
            Hold its = holds.get(hold);
            if (byPerson && its != null && its.due() != null && !at.isBefore(its.due())) {
                broken(5, "decided at " + at + ", after its time: " + hold + " due " + its.due());
            }
        }

        private void called(Event.CallRequested requested) {
            if (!risks.risky(bundle, requested.action(), requested.args())) {
                return;
            }
            Event.HoldApproved approval = good.get(requested.step());
            Hold hold = approval == null ? null : holds.get(approval.hold());
            if (approval == null || hold == null) {
                broken(3, "a risky call without an approval: " + requested.step());
                return;
            }
            String hash = HoldHash.of(
                    requested.step(),
                    approval.hold(),
                    bundle,
                    "action " + requested.action(),
                    requested.target(),
                    requested.args());
            if (!hash.equals(approval.hash())) {
                broken(3, "what runs is not what was approved: " + requested.step());
            }
            if (requested.attempt() == 1 && isOver(approval.goodUntil(), requested.at())) {
                broken(3, "called after its approval had run out: " + requested.step());
            }
        }

        private static boolean isOver(@Nullable Instant until, Instant at) {
            return until != null && at.isAfter(until);
        }
    }
}
