package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.dispatch.Reducer;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.PendingEffect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an observer who sees everything writes down of a world: each commit as it became durable, each command and its answer. */
final class Journal {
    private final SeededScheduler scheduler;
    private final Map<RunId, Story> stories = new LinkedHashMap<>();
    private final IdentityHashMap<List<Event>, Asked> asked = new IdentityHashMap<>();
    private final IdentityHashMap<Command, Live> lives = new IdentityHashMap<>();
    private final List<Op> ops = new ArrayList<>();
    private int commits;
    private final Map<EffectId, String> owners = new HashMap<>();
    private final IdentityHashMap<Command, Op> clients = new IdentityHashMap<>();
    private final List<String> stale = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();

    Journal(SeededScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** What was decided on, and with which knowledge of the world. */
    record Asked(Command command, Live live) {}

    /** A commit that became durable. {@code asked} null: nothing was decided for it. */
    record Kept(Commit commit, @Nullable Asked asked, long at) {}

    /** One run: its commits, its log, and its state after each event, {@code states.get(0)} being null. */
    static final class Story {
        final List<Kept> commits = new ArrayList<>();
        final List<Event> log = new ArrayList<>();
        final List<@Nullable Run> states = new ArrayList<>();

        Story() {
            states.add(null);
        }

        @Nullable
        Run now() {
            return states.get(states.size() - 1);
        }
    }

    /** One command of a client and its answer. Neither answer nor failure: the process died first. */
    static final class Op {
        final RunId run;
        final Command command;
        final long invoked;
        final int logThen;
        long returned = Long.MAX_VALUE;
        int logAtReturn;

        @Nullable
        Handled answer;

        @Nullable
        RuntimeException failure;

        Op(RunId run, Command command, long invoked, int logThen) {
            this.run = run;
            this.command = command;
            this.invoked = invoked;
            this.logThen = logThen;
        }
    }

    Op invoke(RunId run, Command command) {
        Op op = new Op(run, command, scheduler.steps(), length(run));
        ops.add(op);
        clients.put(command, op);
        return op;
    }

    void answered(Op op, Handled answer) {
        op.answer = answer;
        ended(op);
    }

    void failed(Op op, RuntimeException failure) {
        op.failure = failure;
        ended(op);
    }

    private void ended(Op op) {
        op.returned = scheduler.steps();
        op.logAtReturn = length(op.run);
    }

    private int length(RunId run) {
        Story story = stories.get(run);
        return story == null ? 0 : story.log.size();
    }

    int commits() {
        return commits;
    }

    /** Called in the instant in which the commit becomes durable. */
    void kept(String process, Commit commit) {
        commits++;
        Asked why = asked.get(commit.events());
        EffectId result = why == null || clients.containsKey(why.command()) ? null : effectOf(why.command());
        String owner = result == null ? null : owners.get(result);
        if (owner != null && !owner.equals(process)) {
            stale.add(process + " wrote the result of " + result + ", which " + owner + " had taken over");
        }
        commit.settled().forEach(owners::remove);
        owners.keySet().removeIf(effect -> commit.dropped().contains(effect.step()));
        if (!commit.free()) {
            commit.effects().forEach(effect -> owners.put(EffectId.of(effect), process));
        }
        Story story = stories.computeIfAbsent(commit.row().id(), id -> new Story());
        story.commits.add(new Kept(commit, asked.get(commit.events()), scheduler.steps()));
        for (Event event : commit.events()) {
            story.log.add(event);
            story.states.add(after(story.now(), event));
        }
    }

    /** The process has the effect from now on. */
    void claimed(String process, PendingEffect pending) {
        owners.put(EffectId.of(pending.effect()), process);
    }

    private static @Nullable EffectId effectOf(Command command) {
        return switch (command) {
            case Command.ReportLeaving leaving -> new EffectId(leaving.step(), "ActionCall", leaving.attempt());
            case Command.CompleteAction done -> new EffectId(done.step(), "ActionCall", done.attempt());
            case Command.CompleteModel done -> new EffectId(done.step(), "ModelCall", done.attempt());
            default -> null;
        };
    }

    /** Results that were written by a process that had lost the effect to another. */
    List<String> stale() {
        return stale;
    }

    /** What cannot follow changes nothing here; that it stands in the log is found by the invariants. */
    private @Nullable Run after(@Nullable Run run, Event event) {
        try {
            return Evolver.evolve(run, event);
        } catch (IllegalStateException e) {
            impossible.add(event + ": " + e.getMessage());
            return run == null ? null : run.at(event.at());
        }
    }

    /** Events that cannot follow on what stood before them. */
    List<String> impossible() {
        return impossible;
    }

    /** Writes down what is decided, whoever decides it. */
    Reducer watch(Reducer reducer) {
        return new Reducer() {
            @Override
            public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
                Decision decision = reducer.decide(flow, run, command, live);
                lives.put(command, live);
                if (decision instanceof Decision.Accepted accepted
                        && !accepted.events().isEmpty()) {
                    asked.put(accepted.events(), new Asked(command, live));
                }
                return decision;
            }

            @Override
            public Run evolve(@Nullable Run run, Event event) {
                return reducer.evolve(run, event);
            }
        };
    }

    Map<RunId, Story> stories() {
        return stories;
    }

    @Nullable
    Story story(RunId run) {
        return stories.get(run);
    }

    List<Op> ops() {
        return ops;
    }

    /** What the world was like when this command was decided last; null when it never was. */
    @Nullable
    Live live(Command command) {
        return lives.get(command);
    }
}
