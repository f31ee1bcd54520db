package dev.signalbox.testkit.sim;

import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.RunStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The log of each run: all there, dense, what the core decided and nothing else, and the state its fold. */
final class LogRules {
    private static final String ENDED = "ended";

    private final Journal journal;
    private final FlowPool flows;
    private final RunStore left;
    private final List<Violation> found;

    LogRules(Journal journal, FlowPool flows, RunStore left, List<Violation> found) {
        this.journal = journal;
        this.flows = flows;
        this.left = left;
        this.found = found;
    }

    private void broken(int guarantee, RunId run, String what) {
        found.add(new Violation(guarantee, run + ": " + what));
    }

    void check() {
        journal.impossible().forEach(what -> found.add(new Violation(4, "an event that cannot follow: " + what)));
        journal.stale().forEach(what -> found.add(new Violation(4, what)));
        journal.stories().forEach((run, story) -> {
            stored(run, story);
            decided(run, story);
            once(run, story);
        });
        new DayRules(journal, flows, left, found).check();
    }

    /** What models said they used is within the limits: they tell the truth in these worlds. */
    void checkBudgets() {
        journal.stories().forEach(this::budgets);
    }

    private void stored(RunId run, Journal.Story story) {
        RunStore.StoredRun stored = left.load(run);
        Run now = story.now();
        if (stored == null || now == null) {
            broken(1, run, "was committed and is gone");
            return;
        }
        List<Event> log = left.events(run, 0, RunStore.MOST).stream()
                .map(RunStore.LoggedEvent::event)
                .toList();
        if (!log.equals(story.log)) {
            broken(
                    1,
                    run,
                    "its log has " + log.size() + " events, other than the " + story.log.size()
                            + " that were committed");
        }
        if (stored.row().seq() != log.size()) {
            broken(1, run, "its row says event " + stored.row().seq() + " of " + log.size());
        }
        Run fold = null;
        for (Event event : log) {
            fold = evolve(fold, event);
            String text = LogText.write(Codec.event(event));
            if (!text.equals(LogText.write(Codec.event(Codec.event(LogText.parse(text)))))) {
                broken(6, run, "an event reads back as other bytes: " + text);
            }
            if (text.contains(Simulation.SECRET)) {
                broken(8, run, "a secret stands in its log: " + text);
            }
        }
        Run read = stored.snapshot() == null ? null : stored.snapshot().run();
        for (Event event : stored.events()) {
            read = evolve(read, event);
        }
        if (fold != null && !StateText.of(fold).equals(StateText.of(now))) {
            broken(6, run, "the fold of its log is another state");
        }
        if (read != null && !StateText.of(read).equals(StateText.of(now))) {
            broken(6, run, "the fold from its snapshot is another state");
        }
        row(run, now, stored);
    }

    private @Nullable Run evolve(@Nullable Run run, Event event) {
        try {
            return Evolver.evolve(run, event);
        } catch (IllegalStateException e) {
            return run == null ? null : run.at(event.at());
        }
    }

    private void row(RunId run, Run now, RunStore.StoredRun stored) {
        boolean resting = stored.row().status() == now.status()
                || (stored.row().status() == dev.signalbox.core.run.RunStatus.PAUSED && now.waitsForChildren());
        if (!resting) {
            broken(1, run, "its row says " + stored.row().status() + ", its log " + now.status());
        }
        Map<HoldId, Hold> holds = new HashMap<>();
        left.holds(new RunStore.HoldQuery(Set.of(run), null, null, null, RunStore.MOST))
                .forEach(open -> holds.put(open.hold().id(), open.hold()));
        if (!holds.equals(now.holds())) {
            broken(
                    1,
                    run,
                    "the store lists the holds " + holds.keySet() + ", its log has "
                            + now.holds().keySet());
        }
        decisions(run);
        for (Waiter waiter : now.waiters()) {
            if (!left.waitingFor(waiter.event(), waiter.key(), RunStore.MOST).contains(run)) {
                broken(1, run, "waits for " + waiter.event() + ", which the store does not know");
            }
        }
        if (now.open() && now.wakeAt() != null) {
            broken(2, run, "is to be woken at " + now.wakeAt() + ", and nothing will");
        }
    }

    /** What is listed of closed holds is what the log gives again. */
    private void decisions(RunId run) {
        RunStore.DecidedQuery its = new RunStore.DecidedQuery(
                Set.of(run), null, null, null, null, null, null, false, List.of(), null, RunStore.MOST);
        Set<DecidedHold> listed =
                left.decided(its).stream().map(RunStore.Past::hold).collect(Collectors.toSet());
        if (!listed.equals(Set.copyOf(Verdicts.of(left.log(run))))) {
            broken(1, run, "the store tells other decisions than its log: " + listed);
        }
    }

    /** Each commit is what the core says to its command on the log before it: no stale state, no guess. */
    private void decided(RunId run, Journal.Story story) {
        long at = 0;
        for (Journal.Kept kept : story.commits) {
            long after = kept.commit().after();
            if (after != at) {
                broken(4, run, "a commit after event " + after + " was taken when there were " + at);
            }
            at += kept.commit().events().size();
            if (kept.commit().events().isEmpty()) {
                continue;
            }
            Journal.Asked asked = kept.asked();
            if (asked == null) {
                broken(4, run, "events that nobody decided: " + kept.commit().events());
                continue;
            }
            Run before = story.states.get((int) after);
            Decision decision = decide(kept, asked, before);
            if (!(decision instanceof Decision.Accepted accepted)) {
                broken(
                        4,
                        run,
                        asked.command() + " was taken after event " + after + ", where it is refused: " + decision);
                continue;
            }
            if (!accepted.events().equals(kept.commit().events())) {
                broken(4, run, asked.command() + " after event " + after + " gave other events than the core's");
            }
            Set<Effect> lost = new HashSet<>(accepted.effects());
            lost.removeIf(Effect.Abandon.class::isInstance);
            lost.removeAll(new HashSet<>(kept.commit().effects()));
            if (!lost.isEmpty()) {
                broken(2, run, "effects that were not committed with their events: " + lost);
            }
        }
    }

    private Decision decide(Journal.Kept kept, Journal.Asked asked, @Nullable Run before) {
        return Decider.decide(
                flows.pinned(before == null ? kept.commit().row().bundle() : before.bundle())
                        .flow(),
                before,
                asked.command(),
                asked.live());
    }

    /** What may happen once at most, and nothing after the run's own end: the end of a wait, a reminder, an event from outside by its id. */
    private void once(RunId run, Journal.Story story) {
        Set<String> seen = new HashSet<>();
        java.time.Instant last = java.time.Instant.MIN;
        for (Event event : story.log) {
            if (seen.contains(ENDED)) {
                broken(4, run, "after its end came " + event);
            }
            if (event.at().isBefore(last)) {
                broken(4, run, "time runs backwards at " + event);
            }
            last = event.at();
            String once = switch (event) {
                case Event.WaitEnded ended -> "the wait ended: " + ended.step();
                case Event.HoldReminded reminded -> "reminded of " + reminded.hold();
                case Event.HoldEscalated escalated -> "escalated " + escalated.hold();
                case Event.EventReceived received -> "counted the event " + received.id();
                case Event.CallRequested requested -> "asked " + requested.step() + " #" + requested.attempt();
                case Event.CallSent sent -> "sent " + sent.step() + " #" + sent.attempt();
                case Event.ModelRequested requested -> "asked a model " + requested.step() + " #" + requested.attempt();
                case Event.ChildEnded ended -> "the child ended: " + ended.child();
                case Event.RunEnded ended -> ENDED;
                default -> null;
            };
            if (once != null && !seen.add(once)) {
                broken(4, run, "twice: " + once);
            }
        }
    }

    /** What the run and its child runs used of models, side by side or not, with what is still set aside. */
    private void budgets(RunId run, Journal.Story story) {
        for (Run state : story.states) {
            if (state == null) {
                continue;
            }
            Counters used = state.counters();
            long calls = used.usage().llmCalls() + used.reservedCalls();
            long tokens = used.usage().tokens() + used.reservedTokens();
            Long mostCalls = state.limits().llmCalls();
            Long mostTokens = state.limits().tokens();
            if (mostCalls != null && calls > mostCalls) {
                broken(7, run, "made " + calls + " model calls of " + mostCalls);
            }
            if (mostTokens != null && tokens > mostTokens) {
                broken(7, run, "used " + tokens + " tokens of " + mostTokens);
            }
        }
        Run now = story.now();
        if (now != null && now.status().ended() && now.counters().reservedCalls() != sharedCalls(now.counters())) {
            broken(7, run, "ended with a model call set aside that is not under way");
        }
    }

    private static long sharedCalls(Counters counters) {
        return counters.shares().values().stream()
                .mapToLong(share -> share.llmCalls() == null ? 0 : share.llmCalls())
                .sum();
    }
}
