package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.runtime.dispatch.Reducer;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Engines with one defect each, of the kind that people really build. */
final class BrokenEngines {
    private BrokenEngines() {}

    /** Answers, and writes when it next has to do with the store. */
    static final EngineParts ACKNOWLEDGES_BEFORE_COMMIT = new EngineParts() {
        @Override
        public RunStore store(RunStore store) {
            List<Commit> unwritten = new ArrayList<>();
            return before(
                    store,
                    commit -> {
                        flush(store, unwritten);
                        RunRow there = store.row(commit.row().id());
                        if (commit.after() == 0 || there == null || there.seq() != commit.after()) {
                            return store.append(commit);
                        }
                        unwritten.add(commit);
                        return new Appended.Done();
                    },
                    () -> flush(store, unwritten));
        }

        private static void flush(RunStore store, List<Commit> unwritten) {
            while (!unwritten.isEmpty()) {
                store.append(unwritten.remove(0));
            }
        }
    };

    /** Has forgotten which events from outside it counted. */
    static final EngineParts NO_DEDUPE = deciding((flow, run, command, live) -> {
        Desk desk = run.desk();
        Run forgetful = run.with(new Desk(desk.holds(), desk.settled(), desk.inbox(), List.of()));
        return command instanceof Command.DeliverEvent
                ? refold(run, Reducer.CORE.decide(flow, forgetful, command, live))
                : Reducer.CORE.decide(flow, run, command, live);
    });

    /** Writes results whoever has the effect by now. */
    static final EngineParts NO_CLAIM_NUMBER = appending(commit -> new Commit(
            commit.row(),
            commit.after(),
            null,
            commit.events(),
            commit.effects(),
            commit.free(),
            commit.sent(),
            commit.settled(),
            commit.dropped(),
            commit.holds(),
            commit.closed(),
            commit.decided(),
            commit.waiters(),
            commit.startKey(),
            commit.snapshot(),
            commit.notices()));

    /** Takes an approval whatever was seen. */
    static final EngineParts NO_HASH_CHECK = deciding((flow, run, command, live) -> Reducer.CORE.decide(
            flow,
            run,
            command instanceof Command.ApproveHold approve
                    ? new Command.ApproveHold(
                            approve.hold(), null, approve.edit(), null, approve.note(), approve.actor())
                    : command,
            live));

    /** Lets each timer go off a second time. */
    static final EngineParts DOUBLE_TIMER = deciding((flow, run, command, live) -> {
        Decision decision = Reducer.CORE.decide(flow, run, command, live);
        if (!(command instanceof Command.Wake) || !(decision instanceof Decision.Accepted accepted)) {
            return decision;
        }
        List<Event> events = new ArrayList<>();
        for (Event event : accepted.events()) {
            events.add(event);
            if (event instanceof Event.WaitEnded || event instanceof Event.HoldReminded) {
                events.add(event);
            }
        }
        return refold(run, new Decision.Accepted(events, accepted.effects(), accepted.run()));
    });

    /** Moves a run to another file and lets its holds stand as they were shown by the first. */
    static final EngineParts MOVES_KEEP_HOLDS = deciding((flow, run, command, live) -> {
        Decision decision = Reducer.CORE.decide(flow, run, command, live);
        if (!(command instanceof Command.MoveRun) || !(decision instanceof Decision.Accepted accepted)) {
            return decision;
        }
        boolean held = accepted.events().stream().anyMatch(Event.HoldWithdrawn.class::isInstance);
        if (!held || accepted.events().stream().anyMatch(Event.StepDropped.class::isInstance)) {
            return decision;
        }
        List<Event> events = new ArrayList<>();
        for (Event event : accepted.events()) {
            if (event instanceof Event.RunMoved moved) {
                events.add(new Event.RunMoved(
                        moved.at(),
                        moved.from(),
                        moved.bundle(),
                        moved.version(),
                        moved.state(),
                        moved.visit(),
                        moved.anew(),
                        List.of(),
                        moved.states(),
                        moved.renamed(),
                        moved.gone(),
                        moved.data(),
                        moved.values(),
                        moved.input(),
                        moved.limits(),
                        moved.by(),
                        moved.authenticated(),
                        moved.note()));
            }
        }
        return refold(run, new Decision.Accepted(events, List.of(), accepted.run()));
    });

    /** Loses what is to be done of every seventh commit. */
    static final EngineParts LOST_OUTBOX_ROW = new EngineParts() {
        @Override
        public RunStore store(RunStore store) {
            int[] count = new int[1];
            return before(
                    store,
                    commit -> store.append(
                            commit.effects().isEmpty() || ++count[0] % 7 != 0 ? commit : withoutEffects(commit)),
                    () -> {});
        }
    };

    /** Says that a day has room without looking, and writes nothing down. */
    static final EngineParts NO_DAYS = ledger(List.of("reserve", "spent"));

    /** Sets aside what a call may use, and takes all of it back with the reply. */
    static final EngineParts FREE_REPLIES = ledger(List.of("spent"));

    private static EngineParts ledger(List<String> broken) {
        return new EngineParts() {
            @Override
            public RunStore store(RunStore store) {
                return (RunStore) Proxy.newProxyInstance(
                        RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, given) -> {
                            String name = broken.contains(method.getName()) ? method.getName() : "";
                            if (name.equals("reserve")) {
                                return new DayLedger.Answer.Granted();
                            }
                            Object[] told = name.equals("spent") ? new Object[] {given[0], Amount.NONE} : given;
                            try {
                                return method.invoke(store, told);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }

    /** Decides now and then on what it knew one event ago. */
    static final EngineParts STALE_STATE = new EngineParts() {
        @Override
        public Reducer reducer(Reducer core) {
            Map<RunId, Run> older = new HashMap<>();
            int[] count = new int[1];
            return (Deciding) (flow, run, command, live) -> {
                Run before = older.put(run.id(), run);
                return before != null && ++count[0] % 3 == 0
                        ? refold(run, core.decide(flow, before, command, live))
                        : core.decide(flow, run, command, live);
            };
        }
    };

    /** Puts the moment of reading into the state. */
    static final EngineParts EVOLVE_READS_THE_CLOCK = new EngineParts() {
        @Override
        public Reducer reducer(Reducer core) {
            long[] clock = new long[1];
            return new Reducer() {
                @Override
                public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
                    return core.decide(flow, run, command, live);
                }

                @Override
                public Run evolve(@Nullable Run run, Event event) {
                    Run after = core.evolve(run, event);
                    return new Run(
                            after.origin(),
                            after.seq(),
                            after.updatedAt().plusMillis(++clock[0]),
                            after.ending(),
                            after.activation(),
                            after.memory(),
                            after.counters(),
                            after.desk());
                }
            };
        }
    };

    /** A reducer that decides on its own and folds as the core does. */
    private interface Deciding extends Reducer {
        Decision then(CheckedFlow flow, Run run, Command command, Live live);

        @Override
        default Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
            return run == null ? Reducer.CORE.decide(flow, null, command, live) : then(flow, run, command, live);
        }

        @Override
        default Run evolve(@Nullable Run run, Event event) {
            return Reducer.CORE.evolve(run, event);
        }
    }

    private static EngineParts deciding(Deciding how) {
        return new EngineParts() {
            @Override
            public Reducer reducer(Reducer core) {
                return how;
            }
        };
    }

    /** The same events on the run as it is; what cannot follow on it is left as it is. */
    private static Decision refold(Run run, Decision decision) {
        if (!(decision instanceof Decision.Accepted accepted)) {
            return decision;
        }
        Run after = run;
        for (Event event : accepted.events()) {
            try {
                after = Reducer.CORE.evolve(after, event);
            } catch (IllegalStateException e) {
                after = after.at(event.at());
            }
        }
        return new Decision.Accepted(List.copyOf(accepted.events()), accepted.effects(), after);
    }

    private static Commit withoutEffects(Commit commit) {
        return new Commit(
                commit.row(),
                commit.after(),
                commit.under(),
                commit.events(),
                List.of(),
                commit.free(),
                commit.sent(),
                commit.settled(),
                commit.dropped(),
                commit.holds(),
                commit.closed(),
                commit.decided(),
                commit.waiters(),
                commit.startKey(),
                commit.snapshot(),
                commit.notices());
    }

    private static EngineParts appending(Function<Commit, Commit> change) {
        return new EngineParts() {
            @Override
            public RunStore store(RunStore store) {
                return before(store, commit -> store.append(change.apply(commit)), () -> {});
            }
        };
    }

    /** @param always is done before any other call */
    private static RunStore before(RunStore store, Function<Commit, Appended> append, Runnable always) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        return append.apply((Commit) arguments[0]);
                    }
                    if (!method.getName().equals("shared")) {
                        always.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
