package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.port.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What people, other systems and accidents do in a history, one thing at a time. */
final class Acts {
    /** Of a hundred acts so many have a move before them. */
    private static final int MOVES = 6;

    /** And so many have people talk of a hold, or one of them give it to another. */
    private static final int TALKS = 6;

    private final Scene scene;
    private final Processes processes;
    private final Crowd crowd;
    private int runs;

    Acts(Scene scene, Processes processes, Crowd crowd) {
        this.scene = scene;
        this.processes = processes;
        this.crowd = crowd;
    }

    /** One thing happens. */
    void happen() {
        if (scene.plan().mischief() && scene.moves().nextInt(100) < MOVES) {
            move();
        }
        if (scene.plan().mischief() && scene.talks().nextInt(100) < TALKS) {
            talk();
        }
        int what = scene.random().nextInt(scene.plan().mischief() ? 100 : 60);
        if (what < 16 || scene.journal().stories().isEmpty()) {
            start();
        } else if (what < 46) {
            decide();
        } else if (what < 54) {
            event();
        } else if (what < 60) {
            processes.leap(Duration.ofMinutes(scene.random().nextInt(40)));
        } else if (what < 64) {
            decideAgain();
        } else if (what < 67) {
            cancelOrRetry();
        } else if (what < 74) {
            resultComesAgain();
        } else if (what < 85) {
            processes.accident();
        } else if (what < 90) {
            processes.storeFault();
        } else {
            processes.leap(Duration.ofHours(scene.random().nextInt(30)));
        }
    }

    private void talk() {
        List<Run> held = new ArrayList<>();
        for (Journal.Story story : scene.journal().stories().values()) {
            Run run = story.now();
            if (run != null && run.open() && !run.holds().isEmpty()) {
                held.add(run);
            }
        }
        if (!held.isEmpty()) {
            Run run = held.get(scene.talks().nextInt(held.size()));
            processes.somebody().send(run.id(), crowd.talk(run, scene.talks()));
        }
    }

    /** Now and then an operator lets a run go on by the other file of its flow. */
    private void move() {
        List<Run> open = new ArrayList<>();
        for (Journal.Story story : scene.journal().stories().values()) {
            Run run = story.now();
            if (run != null && !run.status().ended()) {
                open.add(run);
            }
        }
        Run run = open.isEmpty() ? null : open.get(scene.moves().nextInt(open.size()));
        FlowSource.Pinned to = run == null ? null : scene.flows().other(run.bundle());
        if (run != null && to != null) {
            scene.tally().count("moved");
            Mapping same = Mapping.none(to.flow().flow().place());
            processes
                    .somebody()
                    .send(
                            run.id(),
                            new Command.MoveRun(run.bundle(), to.bundle(), to.flow(), same, null, Crowd.OPERATOR));
        }
    }

    private void start() {
        String key = "k" + scene.random().nextInt(scene.plan().mischief() ? 4 : 100_000);
        FlowSource.Pinned flow = scene.flows().current(scene.flows().first());
        Map<String, Object> input = scene.mischief().happens(4)
                ? Map.of("id", 5L)
                : Map.of("id", key, "n", (long) scene.random().nextInt(10));
        Command.StartRun start = new Command.StartRun(
                new RunId("r" + ++runs), flow.bundle(), input, null, crowd.somebody(), null, Limits.NONE);
        Commit.StartKey startKey = scene.random().nextInt(4) == 0
                ? new Commit.StartKey(
                        "sk" + scene.random().nextInt(3), scene.time().now().plus(Duration.ofDays(1)))
                : null;
        processes.somebody().start(start, flow, startKey);
        if (scene.mischief().happens(10)) {
            scene.tally().count("start sent twice");
            processes.somebody().start(start, flow, startKey);
        }
    }

    private @Nullable Run someRun(Predicate<Run> which) {
        List<Run> all = new ArrayList<>();
        for (Journal.Story story : scene.journal().stories().values()) {
            Run run = story.now();
            if (run != null && which.test(run)) {
                all.add(run);
            }
        }
        return all.isEmpty() ? null : all.get(scene.random().nextInt(all.size()));
    }

    private void decide() {
        Run run = someRun(one -> one.open() && !one.holds().isEmpty());
        Command decision = run == null ? null : crowd.decide(run);
        if (run == null || decision == null) {
            return;
        }
        processes.somebody().send(run.id(), decision);
        if (scene.mischief().happens(30)) {
            Command second = crowd.decide(run);
            if (second != null) {
                scene.tally().count("two decide at once");
                processes.somebody().send(run.id(), second);
            }
        }
    }

    private void decideAgain() {
        Command again = crowd.decideAgain();
        if (again != null) {
            HoldOf hold = HoldOf.of(again);
            scene.tally().count("decided again");
            processes.somebody().send(hold.run(), again);
        }
    }

    private void event() {
        Run run = someRun(Run::open);
        if (run != null && run.key() != null) {
            Command.DeliverEvent event = crowd.event(run.key());
            processes.somebody().deliver(event);
            if (scene.mischief().happens(30)) {
                scene.tally().count("event told twice");
                processes.somebody().deliver(event);
            }
        }
    }

    private void cancelOrRetry() {
        Run stuck = someRun(run -> run.status() == RunStatus.STUCK);
        if (stuck != null) {
            scene.tally().count("retried");
            processes.somebody().send(stuck.id(), new Command.RetryRun(Crowd.OPERATOR));
            return;
        }
        Run run = someRun(Run::open);
        if (run != null && scene.random().nextBoolean()) {
            scene.tally().count("cancelled");
            processes.somebody().send(run.id(), new Command.CancelRun(Crowd.OPERATOR, "changed our mind"));
        }
    }

    /** A result that came before comes again, or after another was taken for it. */
    private void resultComesAgain() {
        List<Ledger.Arrival> known = scene.ledger().arrivals().stream()
                .filter(one -> one.answer != null)
                .toList();
        if (known.isEmpty()) {
            return;
        }
        Ledger.Arrival old = known.get(known.size() - 1 - scene.random().nextInt(Math.min(known.size(), 6)));
        if (old.answer != null) {
            scene.tally().count("result came again");
            processes
                    .somebody()
                    .send(
                            old.call.step().run(),
                            new Command.CompleteAction(old.call.step(), old.call.attempt(), old.answer));
        }
    }
}
