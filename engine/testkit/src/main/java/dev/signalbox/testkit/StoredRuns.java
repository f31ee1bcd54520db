package dev.signalbox.testkit;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commits of one run, as a store sees them, without a flow behind them. */
final class StoredRuns {
    static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");

    private final RunId id;
    private Instant at = T0;
    private FlowName flow = new FlowName("flow");
    private @Nullable String key;
    private String requester = "sam";
    private double cost = 0.25;
    private @Nullable StepId parent;
    private RunStatus status = RunStatus.RUNNING;
    private @Nullable Instant wakeAt;
    private long seq;
    private final List<Event> log = new ArrayList<>();

    StoredRuns(String id) {
        this.id = new RunId(id);
    }

    StoredRuns at(Instant time) {
        at = time;
        return this;
    }

    StoredRuns flow(String name) {
        flow = new FlowName(name);
        return this;
    }

    StoredRuns requester(String name) {
        requester = name;
        return this;
    }

    StoredRuns costing(double usd) {
        cost = usd;
        return this;
    }

    StoredRuns key(String value) {
        key = value;
        return this;
    }

    StoredRuns parent(StepId step) {
        parent = step;
        return this;
    }

    StoredRuns pretendAt(long place) {
        seq = place;
        return this;
    }

    List<Event> log() {
        return List.copyOf(log);
    }

    /** The run that its log gives. */
    Run folded() {
        Run run = null;
        for (Event event : log) {
            run = Evolver.evolve(run, event);
        }
        if (run == null) {
            throw new IllegalStateException("the run has no log");
        }
        return run;
    }

    private BundleHash bundle = new BundleHash("b".repeat(64));
    private String version = "1.0.0";

    /** It goes on by another file; its row says so from here on. */
    Event moved(String hash, String itsVersion) {
        BundleHash from = bundle;
        bundle = new BundleHash(hash);
        version = itsVersion;
        return new Event.RunMoved(
                at,
                from,
                bundle,
                version,
                new StateName("a"),
                1,
                false,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                Limits.NONE,
                "operator",
                true,
                null);
    }

    RunRow row() {
        return new RunRow(
                id,
                flow,
                version,
                key,
                bundle,
                status,
                new StateName("a"),
                seq,
                parent,
                requester,
                at,
                at,
                wakeAt,
                "lead to approve",
                new Usage(1, 2, 3, 4, 5, cost));
    }

    StepId stepId(String state, int visit) {
        return new StepId(id, new StateName(state), visit, "");
    }

    Event entered(String state, int visit) {
        return new Event.StateEntered(at, new StateName(state), visit);
    }

    /** A recorded result of the state. */
    Event set(String state, int visit, Object value) {
        return new Event.ValuesSet(at, new StateName(state), visit, Map.of(new DataName("value"), value));
    }

    Effect call(String state, int attempt) {
        return new Effect.ActionCall(
                stepId(state, 1),
                attempt,
                new ActionName("act"),
                Action.Delivery.AT_MOST_ONCE,
                Action.Effect.WRITE,
                Map.of("n", 5.0),
                new Target.Echo(),
                stepId(state, 1).toString(),
                null);
    }

    Hold hold(String state, @Nullable Instant due, String... by) {
        return new Hold(
                new HoldId(id + "." + state + ".1"),
                stepId(state, 1),
                Hold.Purpose.ASK,
                "What now?",
                null,
                Map.of(),
                null,
                "hash",
                List.of(),
                List.of(),
                Map.of("type", "string"),
                List.of(),
                List.of(by),
                1,
                false,
                false,
                Urgency.MEDIUM,
                at,
                due,
                null,
                null,
                List.of(),
                List.of(),
                null);
    }

    Draft start() {
        return start(new DataName("none"), "");
    }

    Draft start(DataName name, Object value) {
        return new Draft(
                new Event.RunStarted(
                        at,
                        id,
                        row().bundle(),
                        flow,
                        "1.0.0",
                        key,
                        Map.of("n", 5L),
                        Map.of(name, value),
                        requester,
                        parent,
                        Limits.NONE),
                entered("a", 1));
    }

    Draft step(Event... events) {
        return new Draft(events);
    }

    Draft end() {
        status = RunStatus.SUCCEEDED;
        return new Draft(new Event.RunEnded(at, "succeeded", null, null));
    }

    /** A commit being written down. */
    final class Draft {
        private final List<Event> events;
        private List<Effect> effects = List.of();
        private @Nullable Claim under;
        private boolean free;
        private boolean snapshot;
        private @Nullable Run given;
        private List<EffectId> sent = List.of();
        private List<EffectId> settled = List.of();
        private List<StepId> dropped = List.of();
        private List<Hold> holds = List.of();
        private List<HoldId> closed = List.of();
        private List<DecidedHold> decided = List.of();
        private @Nullable List<Waiter> waiters;
        private Commit.@Nullable StartKey startKey;
        private @Nullable Commit made;

        Draft(Event... events) {
            this.events = List.of(events);
        }

        Draft effects(Effect... its) {
            effects = List.of(its);
            return this;
        }

        Draft under(Claim claim) {
            under = claim;
            return this;
        }

        /** Of the run as its whole log gives it. */
        Draft snapshot() {
            snapshot = true;
            return this;
        }

        /** Of the run as somebody else has it, who knows which of its recorded events are kept already. */
        Draft snapshot(Run its) {
            given = its;
            return snapshot();
        }

        List<Event> events() {
            return events;
        }

        Draft free() {
            free = true;
            return this;
        }

        Draft sent(Effect effect) {
            sent = List.of(EffectId.of(effect));
            return this;
        }

        Draft settled(Effect effect) {
            settled = List.of(EffectId.of(effect));
            return this;
        }

        Draft dropped(StepId step) {
            dropped = List.of(step);
            return this;
        }

        Draft holds(Hold... its) {
            holds = List.of(its);
            return this;
        }

        Draft closed(HoldId hold) {
            closed = List.of(hold);
            return this;
        }

        Draft decided(DecidedHold its) {
            decided = List.of(its);
            return closed(its.id());
        }

        Draft waiters(List<Waiter> its) {
            waiters = its;
            return this;
        }

        Draft startKey(String text, Instant expires) {
            startKey = new Commit.StartKey(text, expires);
            return this;
        }

        Draft wakeAt(Instant time) {
            wakeAt = time;
            return this;
        }

        /** The same commit each time; the run's own record moves with the first. */
        Commit commit() {
            if (made == null) {
                long after = seq;
                seq += events.size();
                log.addAll(events);
                made = new Commit(
                        row(),
                        after,
                        under,
                        events,
                        effects,
                        free,
                        sent,
                        settled,
                        dropped,
                        holds,
                        closed,
                        decided,
                        waiters,
                        startKey,
                        snapshot ? new Snapshot(given == null ? folded() : given) : null,
                        List.of());
            }
            return made;
        }
    }
}
