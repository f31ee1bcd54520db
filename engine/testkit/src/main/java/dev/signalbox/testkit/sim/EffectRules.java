package dev.signalbox.testkit.sim;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reached the outside world, held against the logs; and that nothing that was to be done is left over. */
final class EffectRules {
    private final Journal journal;
    private final Ledger ledger;
    private final RunStore left;
    private final List<Violation> found;

    EffectRules(Journal journal, Ledger ledger, RunStore left, List<Violation> found) {
        this.journal = journal;
        this.ledger = ledger;
        this.left = left;
        this.found = found;
    }

    private void broken(String what) {
        found.add(new Violation(2, what));
    }

    void check() {
        Set<String> leftOnce = new HashSet<>();
        for (Ledger.Arrival arrival : ledger.arrivals()) {
            arrival(arrival, leftOnce);
        }
        for (Ledger.Asking asking : ledger.askings()) {
            if (!stands(
                    asking.call().step().run(),
                    asking.logThen(),
                    event -> event instanceof Event.ModelRequested requested
                            && requested.step().equals(asking.call().step())
                            && requested.attempt() == asking.call().attempt())) {
                broken("a model was asked before that was durable: "
                        + asking.call().step());
            }
        }
        journal.stories().forEach(this::attempts);
        journal.stories().forEach(this::results);
        journal.stories().forEach((run, story) -> atRest(run, story.now()));
        leftOver();
    }

    private interface Wanted {
        boolean is(Event event);
    }

    /** Whether such an event is among the run's first {@code length}. */
    private boolean stands(RunId run, int length, Wanted wanted) {
        Journal.Story story = journal.story(run);
        if (story == null) {
            return false;
        }
        for (int i = Math.min(length, story.log.size()) - 1; i >= 0; i--) {
            if (wanted.is(story.log.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void arrival(Ledger.Arrival arrival, Set<String> leftOnce) {
        Effect.ActionCall call = arrival.call;
        String name = call.step() + " #" + call.attempt();
        if (!stands(
                call.step().run(),
                arrival.logThen,
                event -> event instanceof Event.CallRequested requested
                        && requested.step().equals(call.step())
                        && requested.attempt() == call.attempt()
                        && requested.args().equals(call.args())
                        && requested.target().equals(call.target())
                        && requested.key().equals(call.key()))) {
            broken("a call was made that was not durable, or was another: " + name);
        }
        if (!call.key().equals(call.step().toString())) {
            broken("the key of " + name + " is " + call.key());
        }
        if (call.delivery() == Action.Delivery.AT_MOST_ONCE) {
            if (!leftOnce.add(name)) {
                broken("a call that is to be made at most once was made twice: " + name);
            }
            if (!stands(
                    call.step().run(),
                    arrival.logThen,
                    event -> event instanceof Event.CallSent sent
                            && sent.step().equals(call.step())
                            && sent.attempt() == call.attempt())) {
                broken("an at-most-once call left before that was durable: " + name);
            }
        }
    }

    /** Another try of an at-most-once call needs a definite no, or a person's word. */
    private void attempts(RunId run, Journal.Story story) {
        java.util.Map<Object, Event> last = new java.util.HashMap<>();
        for (Event event : story.log) {
            switch (event) {
                case Event.CallRequested requested -> {
                    Event before = last.get(requested.step());
                    boolean once = requested.delivery() == Action.Delivery.AT_MOST_ONCE;
                    if (once && (before instanceof Event.CallSent || before instanceof Event.CallUnknown)) {
                        broken("an at-most-once call is tried again after " + before + ": " + requested.step());
                    }
                    last.put(requested.step(), requested);
                }
                case Event.CallSent sent -> last.put(sent.step(), sent);
                case Event.CallFailed failed -> last.put(failed.step(), failed);
                case Event.CallUnknown unknown -> last.put(unknown.step(), unknown);
                case Event.HoldAnswered answered -> last.values().removeIf(Event.CallUnknown.class::isInstance);
                case Event.RunRetried retried -> last.clear();
                default -> {}
            }
        }
    }

    /** No result was made up: somebody outside was asked for it. */
    private void results(RunId run, Journal.Story story) {
        for (Event event : story.log) {
            if (event instanceof Event.CallSucceeded done
                    && ledger.arrivals().stream()
                            .noneMatch(
                                    one -> one.call.step().equals(done.step()) && one.call.attempt() == done.attempt())
                    && story.log.stream()
                            .noneMatch(other -> other instanceof Event.HoldAnswered answered
                                    && answered.hold().value().startsWith(run + "."))) {
                broken("a result that nobody was asked for: " + done);
            }
        }
    }

    private void atRest(RunId run, @Nullable Run now) {
        if (now == null || now.status() != RunStatus.RUNNING) {
            return;
        }
        boolean waits = now.waitsForChildren() && !now.children().isEmpty();
        for (RunId child : now.children()) {
            Journal.Story story = journal.story(child);
            Run its = story == null ? null : story.now();
            waits &= its != null && !its.status().ended();
        }
        if (!waits) {
            broken(run + " is running in " + now.state() + ", and nothing moves it");
        }
    }

    private void leftOver() {
        List<PendingEffect> pending = left.claim(RunStore.MOST);
        for (PendingEffect one : pending) {
            if (one.effect() instanceof Effect.ChildRun child) {
                Journal.Story story = journal.story(child.child());
                Run its = story == null ? null : story.now();
                if (its != null && !its.status().ended()) {
                    continue;
                }
            }
            broken("left over: " + one.effect());
        }
    }
}
