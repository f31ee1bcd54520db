package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One history of a simulated world, a function of its seed: the real dispatcher in processes that die, stop and come back,
 * over a store that fails, beside people and systems that do what they like. When the world has had enough it is left to
 * come to rest, and {@link Invariants} look at what is left.
 */
public final class Simulation {
    static final String SECRET = "planted-0f9a41c7-of-the-bank";
    private static final int MOST_STEPS = 300_000;
    /** Long enough for leases to run out, and for others to look what is left. */
    private static final Duration QUIET = RunStore.LEASE.multipliedBy(2);

    /** Long enough for each engine to have looked for work once. */
    private static final Duration LOOKED_AROUND = RunStore.LEASE.dividedBy(3);

    private static final Duration BUSY = Duration.ofMinutes(3);
    private static final Duration PATIENT = Duration.ofDays(10_000);

    private final long seed;
    private final Scene scene;
    private final Processes processes;
    private final Acts acts;

    /**
     * What kind of history it is to be.
     *
     * @param acts how many things people, systems and accidents do
     * @param mischief whether accidents happen at all
     * @param failingCall the number of the one store call that fails, from 1; 0 for none
     * @param how it fails
     */
    public record Plan(int acts, boolean mischief, long failingCall, StoreFaults.Fault how) {
        /** A bad day. */
        public static final Plan ROUGH = new Plan(26, true, 0, StoreFaults.Fault.BEFORE);

        /** Everybody does their part; one call of the store fails. */
        public static Plan calm(long failingCall, StoreFaults.Fault how) {
            return new Plan(14, false, failingCall, how);
        }
    }

    /**
     * What came of it.
     *
     * @param digest two histories with the same are the same
     * @param told the whole history, for a person who looks for what went wrong
     */
    public record Outcome(
            long seed,
            List<Violation> violations,
            Tally tally,
            long storeCalls,
            long steps,
            String digest,
            Supplier<String> told) {}

    private Simulation(long seed, Plan plan, FlowPool flows, EngineParts engine, SimDisk disk) {
        this.seed = seed;
        scene = Scene.of(seed, plan, flows);
        OutsideWorld outside = new OutsideWorld(
                scene.random(), scene.time(), scene.journal(), scene.ledger(), scene.tally(), scene.mischief());
        Crowd crowd = new Crowd(scene.random(), scene.mischief());
        processes = new Processes(scene, engine, outside, disk);
        acts = new Acts(scene, processes, crowd);
    }

    /** Lives it through. The same seed, plan, flows and engine give the same history. */
    public static Outcome run(long seed, Plan plan, FlowPool flows, EngineParts engine) {
        try (SimDisk disk = SimDisk.inMemory()) {
            return run(seed, plan, flows, engine, disk);
        }
    }

    /** Lives it through on a disk that nobody has used. On one that cannot be shared no accident may be planned. */
    public static Outcome run(long seed, Plan plan, FlowPool flows, EngineParts engine, SimDisk disk) {
        return new Simulation(seed, plan, flows, engine, disk).live();
    }

    private Outcome live() {
        processes.begin();
        for (int act = 0; act < scene.plan().acts(); act++) {
            acts.happen();
            int steps = scene.random().nextInt(processes.isShared() ? 60 : 30);
            for (int i = 0; i < steps; i++) {
                move(i + 1 == steps && scene.random().nextInt(4) == 0 ? PATIENT : BUSY);
            }
        }
        scene.mischief().end();
        boolean rested = comeToRest();
        List<Violation> found = new ArrayList<>();
        if (!rested) {
            found.add(new Violation(2, "the world does not come to rest in " + MOST_STEPS + " steps"));
        }
        try (RunStore left = processes.left()) {
            found.addAll(new Invariants(scene.journal(), scene.ledger(), scene.flows(), left).check());
        }
        return outcome(found);
    }

    private Outcome outcome(List<Violation> found) {
        Journal journal = scene.journal();
        Tally tally = scene.tally();
        long steps = scene.scheduler().steps();
        Census.count(journal, tally);
        tally.count(processes.isShared() ? "turns of several engines" : "turns of one engine", steps);
        return new Outcome(
                seed, found, tally, processes.storeCalls(), steps, Census.digest(journal), () -> Census.tell(journal));
    }

    /** Lets one thread go on or, when none can, time pass to what comes next, if that is near enough. */
    private boolean move(Duration atMost) {
        return scene.scheduler().step() || scene.time().pass(atMost);
    }

    /** Nothing goes wrong any more, broken processes are restarted; true when nothing is left to happen. */
    private boolean comeToRest() {
        SimTime time = scene.time();
        Journal journal = scene.journal();
        processes.calm();
        processes.restartTheFaulted();
        Instant settled = time.now().plus(QUIET).plus(QUIET);
        Instant quietSince = time.now();
        int commits = 0;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            processes.restartTheFaulted();
            if (scene.scheduler().step()) {
                continue;
            }
            if (!time.onlyBeatsNext() || journal.commits() != commits) {
                commits = journal.commits();
                quietSince = time.now();
            } else if (time.now().isAfter(quietSince.plus(QUIET)) && !time.anythingButBeats()) {
                return true;
            } else if (time.now().isAfter(quietSince.plus(time.now().isBefore(settled) ? QUIET : LOOKED_AROUND))) {
                processes.leap(PATIENT);
            }
            if (!time.pass(PATIENT)) {
                return true;
            }
        }
        return false;
    }
}
